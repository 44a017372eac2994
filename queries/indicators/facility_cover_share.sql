/* ---
code:       F10
title:      {zh: 社区用房覆盖率, en: Communities with premises}
definition: {zh: 至少有一处在用且计入标准的用房的社区数，占有用房填报的社区数的比例, en: "Communities with at least one premises in use that counts to the standard, among those that reported premises"}
formula:    {zh: 有在用用房的社区数 ÷ 社区数, en: communities with premises in use / communities}
unit:       percent
direction:  higher
kind:       proportion
time:       stock
theme:      premises
standard:   facility_cover_share
source:     [facility, area]
caveat:     {zh: 标准按社区类型分城市和农村，城乡混合的地区不作比较；未填报用房不等于没有用房, en: "The standard differs for urban and rural communities, so mixed areas are not compared; a community that did not report is not one without premises"}
--- */
select
    f.area_code,
    f.period,
    cast(bool_or(f.is_counted) as integer) as numerator,
    1 as denominator,
from asked_facility as f
group by f.area_code, f.period
