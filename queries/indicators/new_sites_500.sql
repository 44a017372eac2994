/* ---
code:       T3
title:      {zh: 当年新增500㎡以上用房, en: New sites of 500 m² or more}
definition: {zh: 期末所在年度投入使用、单处建筑面积不小于500㎡且在用的用房处数, en: Premises of 500 m² or more each that came into use in the year in which the period ends}
formula:    {zh: 当年投入使用且面积 ≥ 500㎡ 的用房数, en: premises in use since the year with area ≥ 500 m²}
unit:       sites
direction:  higher
kind:       count
time:       year
theme:      premises
standard:   null
thresholds: [facility_floor_500]
source:     [facility]
caveat:     {zh: 按单处计，不合并；500㎡以上用房都没有投入使用年份的社区列为缺报；是流量，不能与存量相加, en: "Each building by itself; a community whose larger premises all lack the year of first use is missing; a flow, never added to the stock"}
digits:     0
--- */
with large as (
    select
        f.period,
        f.area_code,
        count(*) filter (where f.floor_area_m2 >= s.value and f.in_use_year = f.year) as opened,
        count(*) filter (where f.floor_area_m2 >= s.value) as premises,
        count(f.in_use_year) filter (where f.floor_area_m2 >= s.value) as dated,
    from asked_facility as f
    join dim_standard as s on s.area_code = f.area_code and s.standard = 'facility_floor_500'
    group by f.period, f.area_code
)
select
    area_code,
    period,
    case when premises = 0 or dated > 0 then opened end as numerator,
    null as denominator,
from large
