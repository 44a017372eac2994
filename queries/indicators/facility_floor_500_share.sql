/* ---
code:       F4
title:      {zh: 用房500㎡以上社区, en: Premises of 500 m² or more}
definition: {zh: 在用用房建筑面积合计不小于500㎡的社区数，占有用房填报的社区数的比例, en: "Communities whose premises in use add up to 500 m² or more, among those that reported premises"}
formula:    {zh: 面积 ≥ 500㎡ 的社区数 ÷ 社区数, en: "communities with area ≥ 500 m² / communities"}
unit:       percent
direction:  higher
kind:       proportion
time:       stock
theme:      premises
standard:   facility_floor_500_share
thresholds: [facility_floor_500]
source:     [facility]
caveat:     {zh: 一个社区有多处用房的合并计算；户数多的社区即使达到500㎡也可能低于每百户标准, en: "Several premises of one community are added; a large community may reach 500 m² and still fall short per 100 households"}
--- */
select
    p.area_code,
    p.period,
    cast(p.floor_area_m2 >= s.value as integer) as numerator,
    1 as denominator,
from asked_premises as p
join dim_standard as s on s.area_code = p.area_code and s.standard = 'facility_floor_500'
