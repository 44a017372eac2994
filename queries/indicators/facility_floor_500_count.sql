/* ---
code:       F4
title:      {zh: 500㎡以上用房, en: Premises of 500 m² and more}
definition: {zh: 在用用房合并计算不小于500㎡的社区用房处数, en: Premises of communities that add up to 500 m² or more in use}
formula:    {zh: 面积 ≥ 500㎡ 的社区用房数, en: premises with area ≥ 500 m²}
unit:       sites
direction:  higher
kind:       count
time:       stock
theme:      premises
standard:   null
thresholds: [facility_floor_500]
source:     [facility]
caveat:     {zh: 一个社区有多处用房的合并为一处计；是存量，不能与当年新增相加, en: "Several rooms or buildings of one community are one; a stock, never added to what was built in a year"}
digits:     0
--- */
select
    p.area_code,
    p.period,
    cast(p.floor_area_m2 >= s.value as integer) as numerator,
    null as denominator,
from asked_premises as p
join dim_standard as s on s.area_code = p.area_code and s.standard = 'facility_floor_500'
