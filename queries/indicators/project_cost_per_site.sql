/* ---
code:       M6
title:      {zh: 单个完工项目投入, en: Cost per finished project}
definition: {zh: 完工项目的投入之和除以有投入填报的完工项目数, en: Investment in finished projects per finished project that states it}
formula:    {zh: Σ完工项目投入 ÷ 完工项目, en: investment in finished projects / finished projects}
unit:       yuan_per_site
direction:  none
kind:       ratio
time:       stock
theme:      projects
standard:   null
source:     [project]
caveat:     {zh: 在建项目已投入的部分不计入；各类项目规模不同，不宜直接比较, en: What was already spent on projects in progress is left out; kinds of projects differ in size and do not compare}
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
    count(*) as denominator,
from asked_project
where project_status = 'finished' and invested_yuan is not null
group by area_code, period, category
