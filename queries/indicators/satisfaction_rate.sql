/* ---
code:       C14
title:      {zh: 满意率, en: Satisfaction}
definition: {zh: 有效回访中满意的比例，非常满意与满意各计1，基本满意按权重计, en: "Share satisfied among valid call-backs; very satisfied and satisfied count 1, basically satisfied counts its weight"}
formula:    {zh: （满意 + 0.9 × 基本满意） ÷ 有效回访, en: (satisfied + 0.9 × basically satisfied) / valid call-backs}
unit:       percent
direction:  higher
kind:       proportion
time:       flow
theme:      cases
standard:   satisfaction
source:     [case]
caveat:     {zh: 基本满意的权重是设置项，默认0.9；未评价不等于满意，留在分母中, en: "The weight of “basically satisfied” is a setting, 0.9 by default; not rated is not satisfied and stays in the denominator"}
sampling:   true
personal:   true
minimum_n:  20
dimensions: [category, department, channel, urgency, system]
parameters: [dimension, basically_satisfied_weight]
--- */
select
    t.area_code,
    a.period,
    t.member as category,
    sum(t.satisfied) + $basically_satisfied_weight * sum(t.basically_satisfied) as numerator,
    sum(t.asked_if_satisfied) as denominator,
from case_triangle as t
join asked_period as a on t.reported_cut > a.start_at and t.reported_cut <= a.end_at and t.reported_cut <= a.cutoff_at
where t.dimension = $dimension and coalesce(t.closed_cut, t.reported_cut) <= a.cutoff_at
group by t.area_code, a.period, t.member
