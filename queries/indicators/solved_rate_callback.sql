/* ---
code:       C13
title:      {zh: 解决率（回访口径）, en: Solved rate (call-back base)}
definition: {zh: 期内受理案件的有效回访中，群众答复已解决的比例, en: "Of the valid call-backs on cases reported in the period, the share in which the resident says the matter is solved"}
formula:    {zh: 答复已解决 ÷ 有效回访, en: said to be solved / valid call-backs}
unit:       percent
direction:  higher
kind:       proportion
time:       flow
theme:      cases
standard:   null
source:     [case]
caveat:     {zh: 回访没有单独时间，随结案计入；没有结案时间的随受理计入。回访对象并非随机抽取, en: "A call-back has no time of its own: it counts from closing, or from the report where there is none. Who is called back is no random sample"}
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
    sum(t.solved_of_called_back) as numerator,
    sum(t.asked_if_solved) as denominator,
from case_triangle as t
join asked_period as a on t.reported_cut > a.start_at and t.reported_cut <= a.end_at and t.reported_cut <= a.cutoff_at
where t.dimension = $dimension and coalesce(t.closed_cut, t.reported_cut) <= a.cutoff_at
group by t.area_code, a.period, t.member
