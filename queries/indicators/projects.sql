/* ---
title:      {zh: 项目, en: Projects}
definition: {zh: 名册所列的项目数，含计划、在建和完工, en: "Projects in the list: planned, in progress and finished"}
formula:    {zh: 项目数, en: number of projects}
unit:       projects
direction:  none
kind:       count
time:       stock
theme:      projects
standard:   null
source:     [project]
caveat:     {zh: 开工日期在期末之后的不计入，没有日期的始终计入, en: "Those begun after the period are left out, those without a date count always"}
own_rows:   true
digits:     0
dimensions: [category]
parameters: [dimension]
--- */
select
    area_code,
    period,
    case when $dimension = 'category' then project_kind end as category,
    count(*) as numerator,
    null as denominator,
from asked_project
group by area_code, period, category
