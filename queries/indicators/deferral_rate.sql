/* ---
code:       C8
title:      {zh: 缓办率, en: Deferral rate}
definition: {zh: 期内受理并立案的案件中，经批准缓办、挂账的比例, en: "Of the cases reported in the period and filed, the share whose handling was put off with approval"}
formula:    {zh: 缓办数 ÷ 立案数, en: deferred / filed}
unit:       percent
direction:  lower
kind:       proportion
time:       flow
theme:      cases
standard:   null
source:     [case]
caveat:     {zh: 缓办的案件不进入结案率和按期结案率，缓办率高时这两项要打折看；按目前登记的状态，没有缓办时间；系统从未登记过缓办的，不知道, en: "Deferred cases leave the closure rates: read those with care where this is high; as recorded today, deferral has no time of its own; unknown where a system never recorded a deferral"}
sampling:   true
minimum_n:  20
dimensions: [category, department, channel, urgency, system]
parameters: [dimension]
--- */
select
    t.area_code,
    a.period,
    t.member as category,
    sum(t.deferred) as numerator,
    sum(t.filed_where_deferral_is_known) as denominator,
from case_handling as t
join asked_period as a on t.reported_cut > a.start_at and t.reported_cut <= a.end_at and t.reported_cut <= a.cutoff_at
where t.dimension = $dimension
group by t.area_code, a.period, t.member
