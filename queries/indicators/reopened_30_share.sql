/* ---
code:       C21
title:      {zh: 30天内重办占比, en: Opened again within 30 days}
definition: {zh: 期内受理、首次结案已满30天的案件中，结案后30天内重办（重开、二次派单）的比例, en: "Of the cases reported in the period whose first closing is thirty days past, the share opened again within thirty days of it"}
formula:    {zh: 首次结案后30天内重办的案件数 ÷ 首次结案已满30天的案件数, en: opened again within thirty days of the first closing / first closed at least thirty days ago}
unit:       percent
direction:  lower
kind:       proportion
time:       flow
theme:      cases
standard:   null
source:     [case]
caveat:     {zh: 须有首次重办时间；只有重办次数的案件不推算时间，不计入，系统从不登记重办时间的，不知道。没有首次结案时间的，自上报至重办不超过30天的计为30天内，其余不计。按目前登记情况计，首次结案不满30天的不计, en: "Needs the time of the first re-opening: a case with a mere number of re-openings is left out, and it is unknown where a system never records the time. Where the first closing is not given, a case opened again within thirty days of its report counts as such and any other is left out. As recorded today; a case counts once thirty days have passed"}
sampling:   true
minimum_n:  20
dimensions: [category, department, channel, urgency, system]
parameters: [dimension]
--- */
select
    t.area_code,
    a.period,
    t.member as category,
    sum(t.reopened_in_30) as numerator,
    sum(t.reopening_known) as denominator,
from case_signal as t
join asked_period as a on t.reported_cut > a.start_at and t.reported_cut <= a.end_at and t.reported_cut <= a.cutoff_at
where t.dimension = $dimension
group by t.area_code, a.period, t.member
