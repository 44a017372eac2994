/* ---
code:       C9
title:      {zh: 紧急事件2小时办结率, en: Emergencies closed within 2 hours}
definition: {zh: 期内受理的紧急案件中，受理后2小时内结案的比例, en: "Of the urgent cases reported in the period, the share closed within two hours"}
formula:    {zh: 2小时内结案的紧急案件 ÷ 紧急案件, en: urgent cases closed within 2 hours / urgent cases}
unit:       percent
direction:  higher
kind:       proportion
time:       flow
theme:      cases
standard:   emergency_2h
source:     [case]
caveat:     {zh: 要求的是解决，不是响应；按自然小时，昼夜连续；未满2小时的未结案件和结案早于受理的不计入；只看登记到时刻的系统；不受截止时点影响, en: "Solved, not merely answered; calendar hours, day and night; open cases younger than two hours and cases closed before they were reported are left out; only systems that record the time of day; not affected by the cut-off"}
sampling:   true
minimum_n:  20
dimensions: [category, department, channel, system]
parameters: [dimension]
--- */
select
    t.area_code,
    a.period,
    t.member as category,
    sum(t.emergencies_in_2_hours) as numerator,
    sum(t.emergencies) as denominator,
from case_handling as t
join asked_period as a on t.reported_cut > a.start_at and t.reported_cut <= a.end_at and t.reported_cut <= a.cutoff_at
where t.dimension = $dimension
group by t.area_code, a.period, t.member
