/* ---
code:       C20
title:      {zh: 月末两天结案占比, en: Closed in the last two days of the month}
definition: {zh: 期内结案的已受理案件中，在考核月最后两天结案的比例, en: "Of the filed cases closed in the period, the share closed in the last two days of the assessment month"}
formula:    {zh: 考核月最后两天结案数 ÷ 结案数, en: closed in the last two days of an assessment month / closed}
unit:       percent
direction:  lower
kind:       proportion
time:       flow
theme:      cases
standard:   null
source:     [case]
caveat:     {zh: 是提请核查的信号，不是结论：若各天结案一样多，约占6.6%（每月两天），遇休息日会有出入；尚未结束的考核月不计, en: "A reason to look, not a finding: were every day alike, two days of a month would hold some 6.6 %, more or less where they are days off. A month that is not over is left out"}
sampling:   true
minimum_n:  20
dimensions: [category, department, channel, urgency, system]
parameters: [dimension]
--- */
select
    t.area_code,
    a.period,
    t.member as category,
    sum(t.closed_at_month_end) as numerator,
    sum(t.closed_in_whole_month) as denominator,
from case_signal as t
join asked_period as a on t.closed_cut > a.start_at and t.closed_cut <= a.end_at and t.closed_cut <= a.cutoff_at
where t.dimension = $dimension
group by t.area_code, a.period, t.member
