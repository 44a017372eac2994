/* ---
code:       C4
title:      {zh: 按期结案率, en: On-time closure rate}
definition: {zh: 期内受理、截止时应结案且有时限的案件中，在时限内结案的比例, en: "Of the cases with a deadline reported in the period and due to close at the cut-off, the share closed within the deadline"}
formula:    {zh: 按期结案数 ÷ （按期结案 + 超期结案 + 超期未结案）, en: closed on time / (closed on time + closed late + open past the deadline)}
unit:       percent
direction:  higher
kind:       proportion
time:       flow
theme:      cases
standard:   on_time_closure
source:     [case]
caveat:     {zh: 没有时限的案件谈不上按期与超期，不计入，件数另列；未立案、作废、并单、缓办的不计入；延期案件按导出的时限计算, en: "A case without a deadline is neither on time nor late: it is left out and counted apart. Cases not filed, void, merged or deferred are left out; an extended case counts by the deadline that was exported"}
sampling:   true
minimum_n:  20
dimensions: [category, department, channel, urgency, system]
parameters: [dimension]
--- */
select
    t.area_code,
    a.period,
    t.member as category,
    coalesce(sum(t.on_time) filter (where t.closed_cut <= a.cutoff_at), 0) as numerator,
    coalesce(sum(t.countable) filter (where t.closed_cut <= a.cutoff_at or t.due_cut <= a.cutoff_at), 0) as denominator,
from case_triangle as t
join asked_period as a on t.reported_cut > a.start_at and t.reported_cut <= a.end_at and t.reported_cut <= a.cutoff_at
where t.dimension = $dimension and t.due_cut is not null
group by t.area_code, a.period, t.member
