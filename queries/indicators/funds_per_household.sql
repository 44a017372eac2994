/* ---
code:       M3
title:      {zh: 户均经费, en: Funds per household}
definition: {zh: 本年度社区各项经费之和除以户数之和, en: "All funds of the communities in the year per household"}
formula:    {zh: Σ经费 ÷ Σ户数, en: "sum of funds / sum of households"}
unit:       yuan_per_household
direction:  higher
kind:       ratio
time:       year
theme:      funding
standard:   null
source:     [funding, community]
caveat:     {zh: 户数少的社区户均偏高；累计数不计入；按期末所在年度, en: "Small communities look rich; cumulative figures are left out; the year in which the period ends"}
parameters: [household_basis]
--- */
select
    h.area_code,
    h.period,
    f.total_yuan as numerator,
    h.households as denominator,
from asked_household as h
left join asked_community_fund as f on f.area_code = h.area_code and f.period = h.period
where h.household_basis = $household_basis
