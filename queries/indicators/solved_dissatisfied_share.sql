/* ---
code:       C22
title:      {zh: 已解决但不满意占比, en: Solved yet dissatisfied}
definition: {zh: 期内受理案件的有效回访中，是否解决与满意度都有答复的，记为已解决却不满意或非常不满意的比例, en: "Of the valid call-backs on cases reported in the period with an answer both on the solution and on satisfaction, the share recorded as solved and yet dissatisfied or very dissatisfied"}
formula:    {zh: 已解决且不满意的回访数 ÷ 两项都有答复的回访数, en: solved and dissatisfied / call-backs with both answers}
unit:       percent
direction:  lower
kind:       proportion
time:       flow
theme:      cases
standard:   null
source:     [case]
caveat:     {zh: 是提请核查的信号，不是结论：事情解决了，也可能对过程不满意。回访没有单独时间，随结案计入；没有结案时间的随受理计入；系统缺一项的，不知道, en: "A reason to look, not a finding: a matter can be solved and its handling resented. A call-back counts from closing, or from the report where there is none; unknown where a system lacks either answer"}
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
    sum(t.solved_yet_dissatisfied) as numerator,
    sum(t.with_both_answers) as denominator,
from case_signal as t
join asked_period as a on t.reported_cut > a.start_at and t.reported_cut <= a.end_at and t.reported_cut <= a.cutoff_at
where t.dimension = $dimension and coalesce(t.closed_cut, t.reported_cut) <= a.cutoff_at
group by t.area_code, a.period, t.member
