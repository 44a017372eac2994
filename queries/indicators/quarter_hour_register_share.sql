/* ---
code:       C11
title:      {zh: 一刻钟登记率, en: Registered within a quarter of an hour}
definition: {zh: 期内受理、不能当场解决的事项中，15分钟内登记说明并承诺答复时间的比例, en: "Of the matters reported in the period that cannot be settled at once, the share registered and explained within 15 minutes with a time promised for the answer"}
formula:    {zh: 15分钟内登记且有承诺时间 ÷ 不能当场解决的事项, en: registered within 15 minutes with a promised time / matters that cannot be settled at once}
unit:       percent
direction:  higher
kind:       proportion
time:       flow
theme:      cases
standard:   quarter_hour
source:     [case]
caveat:     {zh: 没有承诺答复时间的不算做到；一刻钟有三个时钟，互不相加；只看登记到分钟的系统，登记早于受理的不计入；作废的不计入；不受截止时点影响, en: "Without a promised time the rule is not kept; the rule has three clocks, never added up; only systems that record the minute, and no case recorded before it was reported; void cases are left out; not affected by the cut-off"}
sampling:   true
minimum_n:  20
dimensions: [category, department, channel, urgency, system]
parameters: [dimension]
--- */
select
    t.area_code,
    a.period,
    t.member as category,
    sum(t.registered_in_15) as numerator,
    sum(t.to_register_in_15) as denominator,
from case_handling as t
join asked_period as a on t.reported_cut > a.start_at and t.reported_cut <= a.end_at and t.reported_cut <= a.cutoff_at
where t.dimension = $dimension
group by t.area_code, a.period, t.member
