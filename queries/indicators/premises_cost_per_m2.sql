/* ---
code:       M6
title:      {zh: 用房每平方米投入, en: Cost of premises per m²}
definition: {zh: 在用且计入标准的用房投入资金之和，除以其建筑面积之和, en: "Money invested in premises in use that count to the standard, per m² of their floor area"}
formula:    {zh: "Σ投入资金 ÷ Σ建筑面积", en: sum of investment / sum of floor area}
unit:       yuan_per_m2
direction:  none
kind:       ratio
time:       stock
theme:      funding
standard:   null
source:     [facility]
caveat:     {zh: 只计填报了投入资金的用房；新建、购买、租赁等方式混在一起，不宜直接比较高低, en: "Only premises whose investment is known; building, purchase and lease are mixed, so higher is neither better nor worse"}
digits:     0
--- */
select
    f.area_code,
    f.period,
    sum(f.invest_yuan) as numerator,
    sum(f.floor_area_m2) filter (where f.invest_yuan is not null) as denominator,
from asked_facility as f
where f.is_counted
group by f.area_code, f.period
