/* ---
code:       F4
title:      {zh: 300至500㎡用房, en: Premises of 300 to 500 m²}
definition: {zh: 在用用房合并计算不小于300㎡、不足500㎡的社区用房处数, en: Premises of communities that add up to 300 m² or more but less than 500 m² in use}
formula:    {zh: 300㎡ ≤ 面积 < 500㎡ 的社区用房数, en: premises with 300 m² ≤ area < 500 m²}
unit:       sites
direction:  none
kind:       count
time:       stock
theme:      premises
standard:   null
thresholds: [facility_floor_300, facility_floor_500]
source:     [facility, area]
caveat:     {zh: 一个社区有多处用房的合并为一处计；300㎡只对城市、城镇社区提出, en: Several rooms or buildings of one community are one; the 300 m² are asked of urban and town communities alone}
digits:     0
--- */
select
    p.area_code,
    p.period,
    cast(p.floor_area_m2 >= low.value and p.floor_area_m2 < high.value as integer) as numerator,
    null as denominator,
from asked_premises as p
join dim_standard as low on low.area_code = p.area_code and low.standard = 'facility_floor_300'
join dim_standard as high on high.area_code = p.area_code and high.standard = 'facility_floor_500'
