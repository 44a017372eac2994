/* ---
code:       C8
title:      {zh: 延期率, en: Extension rate}
definition: {zh: 期内受理并立案的案件中，时限经批准延长过的比例, en: "Of the cases reported in the period and filed, the share whose deadline was extended at least once"}
formula:    {zh: 延期案件数 ÷ 立案数, en: extended / filed}
unit:       percent
direction:  lower
kind:       proportion
time:       flow
theme:      cases
standard:   null
source:     [case]
caveat:     {zh: 延期后按新时限算按期，延期率高会抬高按期结案率；按案件数，不按次数；系统从不登记延期的，不知道, en: "An extended case is on time by its new deadline, so many extensions raise the on-time rate; counts cases, not times; unknown where a system never records extensions"}
sampling:   true
minimum_n:  20
dimensions: [category, department, channel, urgency, system]
parameters: [dimension]
--- */
select
    t.area_code,
    a.period,
    t.member as category,
    sum(t.extended) as numerator,
    sum(t.filed_where_extension_is_known) as denominator,
from case_handling as t
join asked_period as a on t.reported_cut > a.start_at and t.reported_cut <= a.end_at and t.reported_cut <= a.cutoff_at
where t.dimension = $dimension
group by t.area_code, a.period, t.member
