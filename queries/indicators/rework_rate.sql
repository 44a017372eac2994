/* ---
code:       C7
title:      {zh: 返工率, en: Rework rate}
definition: {zh: 期内受理并已处置的案件中，核查不通过、返工过的案件所占比例, en: "Of the cases reported in the period and handled, the share sent back at least once after a failed check"}
formula:    {zh: 返工案件数 ÷ 处置数, en: cases with rework / handled cases}
unit:       percent
direction:  lower
kind:       proportion
time:       flow
theme:      cases
standard:   null
source:     [case]
caveat:     {zh: 按案件数，不按返工次数；没有处置时间的以结案为处置；随结案计入；各地分母不一；系统从不登记返工的，不知道, en: "Counts cases, not times; closing counts as handling where there is no time of handling; a case counts from its closing; places use different denominators; unknown where a system never records rework"}
sampling:   true
minimum_n:  20
dimensions: [category, department, channel, urgency, system]
parameters: [dimension]
--- */
select
    t.area_code,
    a.period,
    t.member as category,
    sum(t.reworked) as numerator,
    sum(t.handled_where_rework_is_known) as denominator,
from case_handling as t
join asked_period as a on t.reported_cut > a.start_at and t.reported_cut <= a.end_at and t.reported_cut <= a.cutoff_at
where t.dimension = $dimension and coalesce(t.closed_cut, t.reported_cut) <= a.cutoff_at
group by t.area_code, a.period, t.member
