/* ---
code:       C1
title:      {zh: 每千户案件数, en: "Cases per 1,000 households"}
definition: {zh: 期内上报的案件数（作废除外）与户数之比, en: "Cases reported in the period, void ones left out, for every 1,000 households"}
formula:    {zh: 案件数 ÷ 户数 × 1000, en: "cases / households × 1,000"}
unit:       cases_per_1000_households
direction:  none
kind:       ratio
time:       flow
theme:      cases
standard:   null
source:     [case, community]
caveat:     {zh: 随时段长短而变；户数按所选口径，取期末最近一次填报；从未有案件的县（区）不计户数；不知道户数的地方，其案件也不计入；网格员多则上报多，多不等于差，不参与评分, en: "Grows with the length of the period; households by the chosen basis, as last reported when the period ends; households of counties that never sent a case are left out, and so are cases where no households are known; more grid workers report more: more is not worse, and it is never scored"}
parameters: [household_basis]
events:     true
--- */
-- Cases and what they are set against often stand at different levels (cases at communities, households at the town). Each
-- is a row of its own that adds nothing to the other, and both are summed up the tree. A case where nothing at all is known of
-- households is unknown, not exposed to nobody.
select
    c.area_code,
    c.period,
    c.cases as numerator,
    case when r.area_code is not null then 0 end as denominator,
from asked_case as c
left join asked_exposed as r on r.area_code = c.area_code and r.period = c.period and r.quantity = 'households/' || $household_basis
union all
select
    area_code,
    period,
    0 as numerator,
    exposure as denominator,
from asked_exposure
where quantity = 'households/' || $household_basis
