/* ---
code:       Q4
title:      {zh: 数据陈旧天数, en: Age of the data}
definition: {zh: 各社区最近一次上报距期末的天数，按社区平均, en: "Days from the last submitted survey of a community to the period’s end, mean of the communities"}
formula:    {zh: "Σ距最近上报天数 ÷ 社区数", en: sum of days since the last survey / communities}
unit:       days
direction:  lower
kind:       ratio
time:       stock
theme:      quality
standard:   null
source:     [community, area]
caveat:     {zh: 只看户数和人口调查；从未上报的社区列为缺报，不拉高天数, en: By the survey of households and population; a community that never reported is missing and does not add to the days}
digits:     0
--- */
select
    h.area_code,
    a.period,
    date_diff('day', max(h.surveyed_on), cast(a.end_at - interval 1 hour as date)) as numerator,
    1 as denominator,
from asked_period as a
join fct_household as h on h.surveyed_on < a.end_at
join dim_place as d on d.area_code = h.area_code
group by h.area_code, a.period, a.end_at
