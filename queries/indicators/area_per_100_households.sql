/* ---
code:       F1
title:      {zh: 每百户用房面积, en: Premises per 100 households}
definition: {zh: 在用且计入标准的社区综合服务设施建筑面积之和，除以户数之和，乘以100, en: "Floor area of community premises in use that count to the standard, per 100 households"}
formula:    {zh: Σ建筑面积 ÷ Σ户数 × 100, en: "sum of floor area / sum of households × 100"}
unit:       m2_per_100_households
direction:  higher
kind:       ratio
time:       stock
theme:      premises
standard:   area_per_100_households
source:     [community, facility]
caveat:     {zh: 室外场地、在建和停用的不计入；未填报用房或户数的社区既不计入分子也不计入分母。合计达标不等于每个社区达标, en: "Outdoor grounds and premises not in use are left out; a community without area or households enters neither sum. A district may meet the standard while communities in it do not"}
parameters: [household_basis]
--- */
select
    h.area_code,
    h.period,
    p.floor_area_m2 as numerator,
    h.households as denominator,
from asked_household as h
left join asked_premises as p on p.area_code = h.area_code and p.period = h.period
where h.household_basis = $household_basis
