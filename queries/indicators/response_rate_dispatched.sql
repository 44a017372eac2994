/* ---
code:       C12
title:      {zh: 响应率（派单口径）, en: Response rate (dispatch base)}
definition: {zh: 期内受理并派单的案件中，按时签收或联系的比例, en: "Of the cases reported in the period and dispatched, the share signed for or contacted in time"}
formula:    {zh: 按时签收或联系 ÷ 派单数, en: signed for or contacted in time / dispatched}
unit:       percent
direction:  higher
kind:       proportion
time:       flow
theme:      cases
standard:   null
source:     [case]
caveat:     {zh: 导出中没有签收时限：有案件时限的须不晚于时限，没有时限的有签收或联系即算；以目前登记为准，不受截止时点影响；与回访口径不可比；系统从不登记派单或首次联系的，不知道, en: "Exports give no deadline for signing: contact must not be later than the deadline of the case, and where there is none any contact counts; as recorded today, not affected by the cut-off; not comparable with the call-back base; unknown where a system never records dispatch or first contact"}
sampling:   true
minimum_n:  20
dimensions: [category, department, channel, urgency, system]
parameters: [dimension]
--- */
select
    t.area_code,
    a.period,
    t.member as category,
    sum(t.contacted_in_time) as numerator,
    sum(t.dispatched) as denominator,
from case_handling as t
join asked_period as a on t.reported_cut > a.start_at and t.reported_cut <= a.end_at and t.reported_cut <= a.cutoff_at
where t.dimension = $dimension
group by t.area_code, a.period, t.member
