/* ---
code:       F3
title:      {zh: 用房面积缺口, en: Shortfall of premises}
definition: {zh: 各社区距每百户面积标准所差的建筑面积之和；富余不抵扣缺口, en: "Floor area that communities lack to the standard per 100 households, summed; a surplus elsewhere does not offset it"}
formula:    {zh: "Σ max(标准 × 户数 ÷ 100 − 面积, 0)", en: "sum of max(standard × households / 100 − area, 0)"}
unit:       m2
direction:  lower
kind:       count
time:       stock
theme:      premises
standard:   area_gap_m2
thresholds: [area_per_100_households]
source:     [community, facility]
caveat:     {zh: 只计每百户面积标准，不计单个社区面积下限, en: "Counts the standard per 100 households alone, not the fixed floor of a community"}
digits:     0
parameters: [household_basis]
--- */
select
    h.area_code,
    h.period,
    greatest(cast(s.value as decimal(18, 4)) * h.households / 100 - p.floor_area_m2, 0) as numerator,
    null as denominator,
from asked_household as h
join asked_premises as p on p.area_code = h.area_code and p.period = h.period
join dim_standard as s on s.area_code = h.area_code and s.standard = 'area_per_100_households'
where h.household_basis = $household_basis and h.households is not null
