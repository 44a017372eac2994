/* ---
title:      {zh: 微心愿实现率, en: Wishes fulfilled}
definition: {zh: 本期收集的微心愿中，期末前已经实现的比例, en: Wishes collected in the period that were fulfilled by its end}
formula:    {zh: 实现数 ÷ 收集数, en: fulfilled / collected}
unit:       percent
direction:  higher
kind:       proportion
time:       flow
theme:      services
standard:   null
source:     [wish]
caveat:     {zh: 按收集日期归期；期末刚收集的尚来不及办理，会压低比例。已实现的视为已认领, en: By the date of collection; those collected just before the end had little time. What is fulfilled counts as claimed}
own_rows:   true
personal:   true
dimensions: [category]
parameters: [dimension]
--- */
select
    area_code,
    period,
    case when $dimension = 'category' then wish_kind end as category,
    count(*) filter (where is_fulfilled) as numerator,
    count(*) as denominator,
from asked_wish
group by area_code, period, category
