/* ---
title:      {zh: 项目受益户数, en: Households benefiting}
definition: {zh: 名册所列项目的受益户数之和, en: Households that benefit from the projects of the list}
formula:    {zh: Σ受益户数, en: sum of households benefiting}
unit:       households
direction:  none
kind:       count
time:       stock
theme:      projects
standard:   null
source:     [project]
caveat:     {zh: 一户受益于多个项目会重复计数；含计划项目的预计户数, en: A household that benefits from several projects counts several times; expected households of planned projects are included}
own_rows:   true
digits:     0
dimensions: [category]
parameters: [dimension]
--- */
select
    area_code,
    period,
    case when $dimension = 'category' then project_kind end as category,
    sum(households_benefiting) as numerator,
    null as denominator,
from asked_project
group by area_code, period, category
