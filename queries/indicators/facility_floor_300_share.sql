/* ---
code:       F6
title:      {zh: 用房300㎡以上社区, en: Premises of 300 m² or more}
definition: {zh: 在用用房建筑面积合计不小于300㎡的城市、城镇（集镇）社区数，占有用房填报的城市、城镇社区数的比例, en: "Urban and town communities whose premises in use add up to 300 m² or more, among those of them that reported premises"}
formula:    {zh: 面积 ≥ 300㎡ 的社区数 ÷ 社区数, en: communities with area ≥ 300 m² / communities}
unit:       percent
direction:  higher
kind:       proportion
time:       stock
theme:      premises
standard:   facility_floor_300_share
thresholds: [facility_floor_300]
source:     [facility, area]
caveat:     {zh: 文件只对城市和集镇社区提出要求，农村社区不适用；社区类型未知的也不适用, en: "The document asks it of urban and market-town communities alone; rural ones, and those whose type is unknown, are not applicable"}
--- */
select
    p.area_code,
    p.period,
    cast(p.floor_area_m2 >= s.value as integer) as numerator,
    1 as denominator,
from asked_premises as p
join dim_standard as s on s.area_code = p.area_code and s.standard = 'facility_floor_300'
