/* ---
title:    {zh: 常住人口与流动人口之和不等于总人口, en: Residents and floating population do not make the total}
a:        {zh: 常住人口＋流动人口, en: Residents and floating population}
b:        {zh: 总人口, en: Population in all}
unit:     persons
why:      {zh: 外出人口、寄住人口或统计时点不同都会造成差额；应先核对三个数是否同一天, en: "People away, people staying with others or different days make a difference; check first whether the three are of one day"}
severity: error
--- */
-- Surveys of communities whose parts do not add up; a survey that leaves one of the three out says nothing.
select
    coalesce(s.area_code, c.area_code) as area_code,
    cast(c.period as varchar) as subject,
    cast(c.population_resident + c.population_floating as double) as figure_a,
    cast(c.population_total as double) as figure_b,
from raw_community as c
left join dim_area_successor as s on s.old_code = c.area_code
where coalesce(c.report_status, 'submitted') <> 'draft'
    and c.population_resident + c.population_floating <> c.population_total
