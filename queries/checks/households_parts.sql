/* ---
title:    {zh: 常住户与流动户之和不等于总户数, en: Resident and floating households do not make the total}
a:        {zh: 常住户＋流动户, en: Resident and floating households}
b:        {zh: 总户数, en: Households in all}
unit:     households
why:      {zh: 人户分离、空挂户或统计时点不同都会造成差额；应先核对三个数是否同一天, en: "Households that live elsewhere, empty registrations or different days make a difference; check first whether the three are of one day"}
severity: error
--- */
-- Surveys of communities whose parts do not add up; a survey that leaves one of the three out says nothing.
select
    coalesce(s.area_code, c.area_code) as area_code,
    cast(c.period as varchar) as subject,
    cast(c.households_resident + c.households_floating as double) as figure_a,
    cast(c.households_total as double) as figure_b,
from raw_community as c
left join dim_area_successor as s on s.old_code = c.area_code
where coalesce(c.report_status, 'submitted') <> 'draft'
    and c.households_resident + c.households_floating <> c.households_total
