/* ---
code:       C19
title:      {zh: 5分钟内结案占比, en: Closed within five minutes}
definition: {zh: 期内结案、上报与结案时间都精确到分的已受理案件中，上报后5分钟内结案的比例, en: "Of the filed cases closed in the period whose report and closing both carry a time of day, the share closed within five minutes of the report"}
formula:    {zh: 上报后5分钟内结案数 ÷ 两端时间精确到分的结案数, en: closed within five minutes of the report / closed with a time of day at both ends}
unit:       percent
direction:  lower
kind:       proportion
time:       flow
theme:      cases
standard:   null
source:     [case]
caveat:     {zh: 是提请核查的信号，不是结论：电话里当场答复的咨询本可在几分钟内结案，宜分类别看；只有日期没有时刻的案件、结案早于上报的案件不计；系统从不登记时刻的，不知道, en: "A reason to look, not a finding: an enquiry answered on the telephone is rightly closed within minutes, so look at the categories. Cases with a date alone and cases closed before they were reported are left out; unknown where a system records no time of day"}
sampling:   true
minimum_n:  20
dimensions: [category, department, channel, urgency, system]
parameters: [dimension]
--- */
select
    t.area_code,
    a.period,
    t.member as category,
    sum(t.closed_in_5) as numerator,
    sum(t.closed_with_time_of_day) as denominator,
from case_signal as t
join asked_period as a on t.closed_cut > a.start_at and t.closed_cut <= a.end_at and t.closed_cut <= a.cutoff_at
where t.dimension = $dimension
group by t.area_code, a.period, t.member
