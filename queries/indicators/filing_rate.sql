/* ---
code:       C2
title:      {zh: 立案率, en: Filing rate}
definition: {zh: 期内上报的案件中立案的比例, en: "Of the cases reported in the period, the share that was filed"}
formula:    {zh: 立案数 ÷ 上报数, en: filed / reported}
unit:       percent
direction:  none
kind:       proportion
time:       flow
theme:      cases
standard:   null
source:     [case]
caveat:     {zh: 上报数含作废和并单的案件，二者不算立案；各地分母不一，不宜横向比较；系统从不登记立案的，不知道, en: "Void cases and merged duplicates count as reported and not as filed; places use different denominators, so compare with care; unknown where a system never records filing"}
sampling:   true
minimum_n:  20
dimensions: [category, department, channel, urgency, system]
parameters: [dimension]
--- */
select
    t.area_code,
    a.period,
    t.member as category,
    sum(t.filed_where_filing_is_known) as numerator,
    sum(t.reported_where_filing_is_known) as denominator,
from case_handling as t
join asked_period as a on t.reported_cut > a.start_at and t.reported_cut <= a.end_at and t.reported_cut <= a.cutoff_at
where t.dimension = $dimension
group by t.area_code, a.period, t.member
