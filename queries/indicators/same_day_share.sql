/* ---
code:       C10
title:      {zh: 咨询当日办结率, en: Enquiries closed the same day}
definition: {zh: 期内受理的当日办结类案件（政策、技术咨询等）中，受理当日结案的比例, en: "Of the cases of the same-day class (enquiries) reported in the period, the share closed on the date of the report"}
formula:    {zh: 当日结案数 ÷ 当日办结类案件, en: closed on the reporting date / cases of the same-day class}
unit:       percent
direction:  higher
kind:       proportion
time:       flow
theme:      cases
standard:   same_day
source:     [case]
caveat:     {zh: 按自然日；深夜受理的案件时间更短；不受截止时点影响, en: Calendar days; a case reported late in the evening has less time; not affected by the cut-off}
sampling:   true
minimum_n:  20
dimensions: [category, department, channel, system]
parameters: [dimension]
--- */
select
    t.area_code,
    a.period,
    t.member as category,
    sum(t.closed_same_day) as numerator,
    sum(t.same_day_class) as denominator,
from case_handling as t
join asked_period as a on t.reported_cut > a.start_at and t.reported_cut <= a.end_at and t.reported_cut <= a.cutoff_at
where t.dimension = $dimension
group by t.area_code, a.period, t.member
