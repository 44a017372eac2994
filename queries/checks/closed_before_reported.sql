/* ---
title:    {zh: 办结早于上报, en: Cases closed before they were reported}
a:        {zh: 办结早于上报的件数, en: Cases closed before they were reported}
b:        {zh: 已办结件数, en: Cases closed}
unit:     cases
why:      {zh: 多为先处理后补录，或两个时间来自时钟不同的系统；这些件不计办结天数, en: "Mostly handled first and entered afterwards, or times of two systems with different clocks; they are left out of days to close"}
severity: warning
--- */
-- Per area and system; the subject is the system. An export without the time of day may close a case on the day of its report.
select
    coalesce(s.area_code, c.area_code) as area_code,
    c.system as subject,
    cast(count(*) filter (where c.closed_at < c.reported_at) as double) as figure_a,
    cast(count(c.closed_at) as double) as figure_b,
from raw_case as c
left join dim_area_successor as s on s.old_code = c.area_code
where not (c.closed_at = date_trunc('day', c.closed_at) and c.closed_at = date_trunc('day', c.reported_at))
group by coalesce(s.area_code, c.area_code), c.system
having count(*) filter (where c.closed_at < c.reported_at) > 0
