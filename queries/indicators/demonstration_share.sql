/* ---
code:       F5
title:      {zh: 示范社区占比, en: Demonstration communities}
definition: {zh: 在用用房建筑面积合计超过1000㎡的社区数，占有用房填报的社区数的比例, en: "Communities whose premises in use add up to more than 1000 m², among those that reported premises"}
formula:    {zh: 面积 > 1000㎡ 的社区数 ÷ 社区数, en: communities with area > 1000 m² / communities}
unit:       percent
direction:  higher
kind:       proportion
time:       stock
theme:      premises
standard:   demonstration_share
thresholds: [facility_floor_1000]
source:     [facility]
caveat:     {zh: 文件表述为“1000平方米以上的示范社区”，按严格大于计；示范社区的其他条件不在数据中, en: "Strictly more, as the document words it; other conditions of a demonstration community are not in the data"}
--- */
select
    p.area_code,
    p.period,
    cast(p.floor_area_m2 > s.value as integer) as numerator,
    1 as denominator,
from asked_premises as p
join dim_standard as s on s.area_code = p.area_code and s.standard = 'facility_floor_1000'
