/* ---
code:       C11
title:      {zh: 一刻钟到场率, en: On site within a quarter of an hour}
definition: {zh: 期内受理的来访来电事项中，15分钟内到达现场的比例, en: "Of the petitions and calls reported in the period that need somebody on site, the share where staff arrived within 15 minutes"}
formula:    {zh: 15分钟内到场 ÷ 需到场的事项, en: arrived within 15 minutes / matters that need somebody on site}
unit:       percent
direction:  higher
kind:       proportion
time:       flow
theme:      cases
standard:   quarter_hour
source:     [case]
caveat:     {zh: 以到达现场时间为准；一刻钟有三个时钟，互不相加；只看登记到分钟的系统，登记早于受理的不计入；作废的不计入；不受截止时点影响, en: "Counts the time of arrival; the rule has three clocks, never added up; only systems that record the minute, and no case recorded before it was reported; void cases are left out; not affected by the cut-off"}
sampling:   true
minimum_n:  20
dimensions: [category, department, channel, urgency, system]
parameters: [dimension]
--- */
select
    t.area_code,
    a.period,
    t.member as category,
    sum(t.arrived_in_15) as numerator,
    sum(t.to_arrive_in_15) as denominator,
from case_handling as t
join asked_period as a on t.reported_cut > a.start_at and t.reported_cut <= a.end_at and t.reported_cut <= a.cutoff_at
where t.dimension = $dimension
group by t.area_code, a.period, t.member
