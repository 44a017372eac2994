/* ---
code:       Q1
title:      {zh: 填报率, en: Reporting completeness}
definition: {zh: 期末前三个月内上报过户数或人口的社区数占社区总数的比例，草稿不计, en: "Communities that submitted households or population within the three months before the period’s end, among all communities; drafts do not count"}
formula:    {zh: 已上报社区数 ÷ 社区数, en: communities that submitted / communities}
unit:       percent
direction:  higher
kind:       proportion
time:       stock
theme:      quality
standard:   null
source:     [community, area]
caveat:     {zh: 对季度即本季；年报的地区在其他季度会显得偏低, en: "For a quarter, that quarter; areas that report once a year look low in the others"}
--- */
select
    d.area_code,
    a.period,
    cast(count(h.surveyed_on) > 0 as integer) as numerator,
    1 as denominator,
from dim_place as d
cross join asked_period as a
left join fct_household as h
    on h.area_code = d.area_code
    and h.surveyed_on >= a.end_at - interval 3 month
    and h.surveyed_on < a.end_at
group by d.area_code, a.period
