/* ---
title:      {zh: 户数, en: Households}
definition: {zh: 期末各社区最近一次填报的户数之和，按所选口径（常住、总、户籍、流动）, en: "Households by the chosen basis (resident, total, registered, floating), as each community last reported them"}
formula:    {zh: "Σ户数", en: sum of households}
unit:       households
direction:  none
kind:       count
time:       stock
theme:      community
standard:   null
source:     [community]
caveat:     {zh: 未分列常住户数的，常住口径取总户数；合并或更名的地区按现区划计入, en: "Where residents are not told apart, the resident basis takes the total; merged and renamed areas count for the areas of today"}
digits:     0
parameters: [household_basis]
--- */
select
    h.area_code,
    h.period,
    h.households as numerator,
    null as denominator,
from asked_household as h
where h.household_basis = $household_basis
