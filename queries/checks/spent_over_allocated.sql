/* ---
title:    {zh: 支出大于拨付, en: More was spent than allocated}
a:        {zh: 已支出, en: Spent}
b:        {zh: 已拨付, en: Allocated}
unit:     yuan
why:      {zh: 可能动用了上年结余或垫付；若没有，就是其中一个数填错, en: "A balance of the year before may have been used, or money advanced; if not, one of the two is wrong"}
severity: warning
--- */
-- Money of an area, year, fund and source of which more went out than came in.
select
    area_code,
    year || ' · ' || fund_kind || ' · ' || source_kind as subject,
    cast(sum(spent_yuan) as double) as figure_a,
    cast(sum(allocated_yuan) as double) as figure_b,
from stg_fund
where not (is_total and has_parts) and spent_yuan is not null and allocated_yuan is not null
group by area_code, year, fund_kind, source_kind, is_cumulative
having sum(spent_yuan) > sum(allocated_yuan)
