/* ---
code:       F2
title:      {zh: 用房面积达标社区, en: Communities meeting the area standard}
definition: {zh: 每百户用房面积不低于标准的社区数，占用房与户数均有填报的社区数的比例, en: "Communities whose premises per 100 households reach the standard, among those that reported both area and households"}
formula:    {zh: 面积 × 100 ≥ 标准 × 户数 的社区数 ÷ 社区数, en: "communities with area × 100 ≥ standard × households / communities"}
unit:       percent
direction:  higher
kind:       proportion
time:       stock
theme:      premises
standard:   area_standard_share
thresholds: [area_per_100_households]
source:     [community, facility]
caveat:     {zh: 以精确小数比较，不作四舍五入；缺报社区另行列出, en: "Compared as exact decimals, without rounding; communities that did not report are counted apart"}
parameters: [household_basis]
--- */
select
    h.area_code,
    h.period,
    cast(p.floor_area_m2 * 100 >= cast(s.value as decimal(18, 4)) * h.households as integer) as numerator,
    1 as denominator,
from asked_household as h
left join asked_premises as p on p.area_code = h.area_code and p.period = h.period
join dim_standard as s on s.area_code = h.area_code and s.standard = 'area_per_100_households'
where h.household_basis = $household_basis
