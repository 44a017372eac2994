/* ---
code:       C13
title:      {zh: 解决率（办结口径）, en: Solved rate (closed base)}
definition: {zh: 期内受理并已结案的案件中，登记为已解决的比例, en: "Of the cases reported in the period and closed, the share recorded as solved"}
formula:    {zh: 已解决 ÷ 办结, en: solved / closed}
unit:       percent
direction:  higher
kind:       proportion
time:       flow
theme:      cases
standard:   null
source:     [case]
caveat:     {zh: 未回访的办结案件留在分母中，因此低于回访口径；未立案、作废、并单的不计入, en: "Closed cases that nobody called back about stay in the denominator, so this lies below the call-back base; cases not filed, void or merged are left out"}
sampling:   true
personal:   true
minimum_n:  20
dimensions: [category, department, channel, urgency, system]
parameters: [dimension]
--- */
select
    t.area_code,
    a.period,
    t.member as category,
    sum(t.solved) as numerator,
    sum(t.filed_where_solved_is_known) as denominator,
from case_triangle as t
join asked_period as a on t.reported_cut > a.start_at and t.reported_cut <= a.end_at and t.reported_cut <= a.cutoff_at
where t.dimension = $dimension and t.closed_cut <= a.cutoff_at
group by t.area_code, a.period, t.member
