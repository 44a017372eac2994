/* ---
code:       C17
title:      {zh: 不出社区办结率, en: Settled without leaving the community}
definition: {zh: 期内受理并已结案、知道办结层级的案件中，在楼栋、网格或社区办结的比例, en: "Of the cases reported in the period and closed whose level of settlement is known, the share settled in the building, the grid or the community"}
formula:    {zh: 楼栋、网格、社区办结 ÷ 已知办结层级的结案数, en: "settled in building, grid or community / closed cases whose level is known"}
unit:       percent
direction:  higher
kind:       proportion
time:       flow
theme:      cases
standard:   null
source:     [case]
caveat:     {zh: 没有登记办结层级的案件不计入；小事多的社区自然更高, en: Cases without a recorded level are left out; a community with many small matters is higher by nature}
sampling:   true
minimum_n:  20
dimensions: [category, department, channel, urgency, system]
parameters: [dimension]
--- */
select
    t.area_code,
    a.period,
    t.member as category,
    sum(t.settled_in_community) as numerator,
    sum(t.settled_level_known) as denominator,
from case_handling as t
join asked_period as a on t.reported_cut > a.start_at and t.reported_cut <= a.end_at and t.reported_cut <= a.cutoff_at
where t.dimension = $dimension and t.closed_cut <= a.cutoff_at
group by t.area_code, a.period, t.member
