/* ---
code:       C3
title:      {zh: 结案率, en: Closure rate}
definition: {zh: 期内受理、截止时应结案的案件中已结案的比例。应结案为已结案或已超过时限的案件, en: "Of the cases reported in the period and due to close at the cut-off (closed, or past their deadline), the share that is closed"}
formula:    {zh: 结案数 ÷ 应结案数, en: closed / due to close}
unit:       percent
direction:  higher
kind:       proportion
time:       flow
theme:      cases
standard:   closure_rate
source:     [case]
caveat:     {zh: 未立案、作废、并单、缓办的不计入；时限未到的未结案件不计入；超过98%后区分度很低, en: "Cases not filed, void, merged or deferred are left out, and so are open ones whose deadline has not come; above 98 % the rate tells little"}
sampling:   true
minimum_n:  20
dimensions: [category, department, channel, urgency, system]
parameters: [dimension]
--- */
select
    t.area_code,
    a.period,
    t.member as category,
    coalesce(sum(t.countable) filter (where t.closed_cut <= a.cutoff_at), 0) as numerator,
    coalesce(sum(t.countable) filter (where t.closed_cut <= a.cutoff_at or t.due_cut <= a.cutoff_at), 0) as denominator,
from case_triangle as t
join asked_period as a on t.reported_cut > a.start_at and t.reported_cut <= a.end_at and t.reported_cut <= a.cutoff_at
where t.dimension = $dimension
group by t.area_code, a.period, t.member
