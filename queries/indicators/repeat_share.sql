/* ---
code:       C16
title:      {zh: 重复诉求占比, en: Repeat complaints}
definition: {zh: 期内上报的案件中，同一人就同一事项再次反映的比例, en: "Of the cases reported in the period, the share that is the same person raising the same matter again"}
formula:    {zh: 重复件 ÷ 上报数（不含作废）, en: repeats / reported cases that are not void}
unit:       percent
direction:  lower
kind:       proportion
time:       flow
theme:      cases
standard:   null
source:     [case]
caveat:     {zh: 是否重复由来源系统判定，规则各地不一；系统从不登记重复件的，不知道, en: "The source system decides what is a repeat, by rules that differ between places; unknown where a system never records repeats"}
sampling:   true
minimum_n:  20
dimensions: [category, department, channel, urgency, system]
parameters: [dimension]
--- */
select
    t.area_code,
    a.period,
    t.member as category,
    sum(t.repeated) as numerator,
    sum(t.reported_where_repeat_is_known) as denominator,
from case_handling as t
join asked_period as a on t.reported_cut > a.start_at and t.reported_cut <= a.end_at and t.reported_cut <= a.cutoff_at
where t.dimension = $dimension
group by t.area_code, a.period, t.member
