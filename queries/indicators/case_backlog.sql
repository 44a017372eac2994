/* ---
code:       C6
title:      {zh: 未结案件, en: Backlog}
definition: {zh: 截止时已立案、尚未结案的案件数，不论何时受理, en: "Cases filed and still open at the cut-off, whenever they were reported"}
formula:    {zh: 截止时未结案数, en: cases open at the cut-off}
unit:       cases
direction:  lower
kind:       count
time:       stock
theme:      cases
standard:   null
source:     [case]
caveat:     {zh: 含缓办案件；存量，不能跨期相加, en: "Deferred cases are included; a stock, never added over time"}
digits:     0
dimensions: [category, department, channel, urgency, system]
parameters: [dimension]
--- */
select
    t.area_code,
    a.period,
    t.member as category,
    coalesce(sum(t.filed) filter (where t.closed_cut is null or t.closed_cut > a.cutoff_at), 0) as numerator,
    null as denominator,
from case_triangle as t
join asked_period as a on t.reported_cut <= a.cutoff_at
where t.dimension = $dimension
group by t.area_code, a.period, t.member
