/* ---
title:      {zh: 项目投入, en: Invested in projects}
definition: {zh: 名册所列项目的投入之和, en: Investment in the projects of the list}
formula:    {zh: Σ投入, en: sum of investment}
unit:       yuan
direction:  none
kind:       count
time:       stock
theme:      projects
standard:   null
source:     [project]
caveat:     {zh: 累计投入，不分年度；未填报投入的项目不增加合计, en: "Cumulative, not of one year; projects without a stated amount add nothing"}
own_rows:   true
digits:     0
dimensions: [category]
parameters: [dimension]
--- */
select
    area_code,
    period,
    case when $dimension = 'category' then project_kind end as category,
    sum(invested_yuan) as numerator,
    null as denominator,
from asked_project
group by area_code, period, category
