/* ---
code:       C18
title:      {zh: 闭环完整率, en: Closed-loop completeness}
definition: {zh: 期内受理并已结案的案件中，受理、交办、处置、反馈、评价五个环节都有时间的比例, en: "Of the cases reported in the period and closed, the share with a time for each of five stages: accepted, assigned, handled, fed back, evaluated"}
formula:    {zh: 五个环节时间齐全的案件 ÷ 结案数, en: closed cases with all five stage times / closed cases}
unit:       percent
direction:  higher
kind:       proportion
time:       flow
theme:      cases
standard:   closed_loop
source:     [case]
caveat:     {zh: 系统从不登记某一环节的，即不完整，不是不知道；协商环节不要求；也是数据质量指标；评价没有截止，以目前登记为准, en: "A system that never records one of the stages has no complete loop: this is not unknown; deliberation is not asked for; also a measure of data quality; the stages are taken as recorded today"}
sampling:   true
minimum_n:  20
dimensions: [category, department, channel, urgency, system]
parameters: [dimension]
--- */
select
    t.area_code,
    a.period,
    t.member as category,
    sum(t.whole_loops) as numerator,
    sum(t.filed) as denominator,
from case_handling as t
join asked_period as a on t.reported_cut > a.start_at and t.reported_cut <= a.end_at and t.reported_cut <= a.cutoff_at
where t.dimension = $dimension and t.closed_cut <= a.cutoff_at
group by t.area_code, a.period, t.member
