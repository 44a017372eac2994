/* ---
code:       C4
title:      {zh: 无时限案件占比, en: Cases without a deadline}
definition: {zh: 期内受理并立案的案件中，既没有导出时限、也没有可推算时限的比例, en: "Of the cases reported in the period and filed, the share that has no deadline, neither exported nor computed from a limit"}
formula:    {zh: 无时限案件 ÷ 立案数, en: cases without a deadline / filed}
unit:       percent
direction:  none
kind:       proportion
time:       flow
theme:      cases
standard:   null
source:     [case]
caveat:     {zh: 没有时限就谈不上超期：这些案件不进入按期结案率，也不会出现在超期未结中, en: "A case without a deadline is never overdue: it enters neither the on-time rate nor the overdue backlog"}
sampling:   true
minimum_n:  20
dimensions: [category, department, channel, urgency, system]
parameters: [dimension]
--- */
select
    t.area_code,
    a.period,
    t.member as category,
    coalesce(sum(t.filed) filter (where t.due_cut is null), 0) as numerator,
    coalesce(sum(t.filed), 0) as denominator,
from case_triangle as t
join asked_period as a on t.reported_cut > a.start_at and t.reported_cut <= a.end_at and t.reported_cut <= a.cutoff_at
where t.dimension = $dimension
group by t.area_code, a.period, t.member
