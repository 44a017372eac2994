/* ---
code:       C12
title:      {zh: 响应率（回访口径）, en: Response rate (call-back base)}
definition: {zh: 期内受理案件的有效回访中，群众答复承办单位已联系过的比例, en: "Of the valid call-backs on cases reported in the period, the share in which the resident says the unit made contact"}
formula:    {zh: 答复已联系 ÷ 有效回访, en: said to have been contacted / valid call-backs}
unit:       percent
direction:  higher
kind:       proportion
time:       flow
theme:      cases
standard:   null
source:     [case]
caveat:     {zh: 回访没有单独时间，随结案计入；没有结案时间的随受理计入；与派单口径不可比；系统从不登记是否联系的，不知道, en: "A call-back has no time of its own: it counts from closing, or from the report where there is none; not comparable with the dispatch base; unknown where a system never records contact"}
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
    sum(t.contacted_of_called_back) as numerator,
    sum(t.asked_if_contacted) as denominator,
from case_handling as t
join asked_period as a on t.reported_cut > a.start_at and t.reported_cut <= a.end_at and t.reported_cut <= a.cutoff_at
where t.dimension = $dimension and coalesce(t.closed_cut, t.reported_cut) <= a.cutoff_at
group by t.area_code, a.period, t.member
