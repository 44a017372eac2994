/* ---
code:       C1
title:      {zh: 案件数, en: Cases}
definition: {zh: 期内上报的案件数，作废的除外, en: "Cases reported in the period, void ones left out"}
formula:    {zh: 上报数 − 作废数, en: reported − void}
unit:       cases
direction:  none
kind:       count
time:       flow
theme:      cases
standard:   null
source:     [case]
caveat:     {zh: 未立案、退回、并单的也算上报；网格员多、渠道多的地方上报也多，多不等于差，不参与评分, en: "Cases not filed, returned or merged into another were reported and count; more grid workers and channels mean more reports: more is not worse, and it is never scored"}
digits:     0
dimensions: [category, department, channel, urgency, system]
parameters: [dimension]
--- */
select
    t.area_code,
    a.period,
    t.member as category,
    sum(t.cases - t.void) as numerator,
    null as denominator,
from case_handling as t
join asked_period as a on t.reported_cut > a.start_at and t.reported_cut <= a.end_at and t.reported_cut <= a.cutoff_at
where t.dimension = $dimension
group by t.area_code, a.period, t.member
