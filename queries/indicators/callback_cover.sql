/* ---
code:       C15
title:      {zh: 回访覆盖率, en: Call-back cover}
definition: {zh: 期内受理并已结案的案件中，有有效回访的比例, en: "Of the cases reported in the period and closed, the share with a valid call-back"}
formula:    {zh: 有效回访 ÷ 结案数, en: valid call-backs / closed}
unit:       percent
direction:  higher
kind:       proportion
time:       flow
theme:      cases
standard:   null
source:     [case]
caveat:     {zh: 回访少时，响应率、解决率、满意率说明不了什么；没有“是否有效回访”一栏的，答复了是否解决或是否满意即为有效；系统从不登记回访的，不知道, en: "With few call-backs the rates of response, solution and satisfaction mean little; where an export does not say whether a call-back was valid, an answer makes it one; unknown where a system never records call-backs"}
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
    sum(t.called_back) as numerator,
    sum(t.filed_where_callback_is_known) as denominator,
from case_handling as t
join asked_period as a on t.reported_cut > a.start_at and t.reported_cut <= a.end_at and t.reported_cut <= a.cutoff_at
where t.dimension = $dimension and t.closed_cut <= a.cutoff_at
group by t.area_code, a.period, t.member
