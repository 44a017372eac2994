/* ---
code:       F9
title:      {zh: 居民活动区域占比, en: Activity area}
definition: {zh: 在用用房中居民活动区域面积之和占其建筑面积之和的比例, en: Area for residents’ activities as a share of the floor area of the same premises}
formula:    {zh: "Σ居民活动区域面积 ÷ Σ建筑面积 × 100%", en: sum of activity area / sum of floor area}
unit:       percent
direction:  higher
kind:       ratio
time:       stock
theme:      premises
standard:   activity_area_share
source:     [facility]
caveat:     {zh: 只计填报了活动区域面积的用房，分母取同一批用房, en: "Only premises whose activity area is known enter, in both sums"}
--- */
select
    f.area_code,
    f.period,
    sum(f.activity_area_m2) as numerator,
    sum(f.floor_area_m2) filter (where f.activity_area_m2 is not null) as denominator,
from asked_facility as f
where f.is_counted
group by f.area_code, f.period
