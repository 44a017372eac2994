/* ---
code:       F7
title:      {zh: 面积双达标社区, en: Floor and ratio both met}
definition: {zh: 用房面积同时达到单个社区下限和每百户标准的社区数，占用房与户数均有填报的社区数的比例, en: "Communities whose premises reach both the floor of one community and the standard per 100 households, among those that reported both"}
formula:    {zh: "面积 ≥ max(下限, 标准 × 户数 ÷ 100) 的社区数 ÷ 社区数", en: "communities with area ≥ max(floor, standard × households / 100) / communities"}
unit:       percent
direction:  higher
kind:       proportion
time:       stock
theme:      premises
standard:   null
thresholds: [facility_floor, area_per_100_households]
source:     [community, facility]
caveat:     {zh: 户数少的社区受下限约束，户数多的受每百户标准约束；没有下限的标准体系不适用, en: "The floor binds small communities, the ratio large ones; not applicable under a set of standards without a floor"}
parameters: [household_basis]
--- */
select
    h.area_code,
    h.period,
    cast(
        p.floor_area_m2 >= fixed.value
        and p.floor_area_m2 * 100 >= cast(ratio.value as decimal(18, 4)) * h.households as integer
    ) as numerator,
    1 as denominator,
from asked_household as h
left join asked_premises as p on p.area_code = h.area_code and p.period = h.period
join dim_standard as fixed on fixed.area_code = h.area_code and fixed.standard = 'facility_floor'
join dim_standard as ratio on ratio.area_code = h.area_code and ratio.standard = 'area_per_100_households'
where h.household_basis = $household_basis
