/* ---
code:       F6
title:      {zh: 用房200㎡以上社区, en: Premises of 200 m² or more}
definition: {zh: 在用用房建筑面积合计不小于200㎡的社区数，占有用房填报的社区数的比例, en: "Communities whose premises in use add up to 200 m² or more, among those that reported premises"}
formula:    {zh: 面积 ≥ 200㎡ 的社区数 ÷ 社区数, en: communities with area ≥ 200 m² / communities}
unit:       percent
direction:  higher
kind:       proportion
time:       stock
theme:      premises
standard:   facility_floor_200_share
thresholds: [facility_floor_200]
source:     [facility]
caveat:     {zh: 固定下限对户数多的社区偏松：200㎡只相当于667户的每百户30㎡, en: "A fixed floor is easy on large communities: 200 m² equals 30 m² per 100 households for 667 households only"}
--- */
select
    p.area_code,
    p.period,
    cast(p.floor_area_m2 >= s.value as integer) as numerator,
    1 as denominator,
from asked_premises as p
join dim_standard as s on s.area_code = p.area_code and s.standard = 'facility_floor_200'
