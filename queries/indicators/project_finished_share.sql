/* ---
title:      {zh: 项目完工率, en: Projects finished}
definition: {zh: 期末前已完工的项目数，占名册所列项目数的比例, en: "Projects finished by the end of the period, among those in the list"}
formula:    {zh: 完工项目 ÷ 项目, en: finished / projects}
unit:       percent
direction:  higher
kind:       proportion
time:       stock
theme:      projects
standard:   null
source:     [project]
caveat:     {zh: 含尚未开工的计划项目；开工日期在期末之后的不计入，没有日期的始终计入, en: "Planned projects are included; those begun after the period are not, those without a date always are"}
own_rows:   true
dimensions: [category]
parameters: [dimension]
--- */
select
    area_code,
    period,
    case when $dimension = 'category' then project_kind end as category,
    count(*) filter (where project_status = 'finished') as numerator,
    count(*) as denominator,
from asked_project
group by area_code, period, category
