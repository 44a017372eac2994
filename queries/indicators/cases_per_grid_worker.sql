/* ---
code:       C1
title:      {zh: 网格员人均案件数, en: Cases per grid worker}
definition: {zh: 期内上报的案件数（作废除外）与网格员人数之比, en: "Cases reported in the period, void ones left out, for every grid worker"}
formula:    {zh: 案件数 ÷ 网格员数, en: cases / grid workers}
unit:       cases_per_worker
direction:  none
kind:       ratio
time:       flow
theme:      cases
standard:   null
source:     [case, grid, staff]
caveat:     {zh: 随时段长短而变；含群众自行上报的案件；网格员取网格名册的专职人数，没有名册的取人员统计；不知道网格员人数的地方，其案件不计入, en: "Grows with the length of the period; includes cases that residents reported themselves; workers are the full-time ones of the register of grids, else of the survey of staff; cases where no workers are known are left out"}
events:     true
--- */
-- Cases and what they are set against often stand at different levels (cases at communities, workers at the town). Each
-- is a row of its own that adds nothing to the other, and both are summed up the tree. A case where nothing at all is known of
-- workers is unknown, not exposed to nobody.
select
    c.area_code,
    c.period,
    c.cases as numerator,
    case when r.area_code is not null then 0 end as denominator,
from asked_case as c
left join asked_exposed as r on r.area_code = c.area_code and r.period = c.period and r.quantity = 'workers'
union all
select
    area_code,
    period,
    0 as numerator,
    exposure as denominator,
from asked_exposure
where quantity = 'workers'
