/* ---
code:       V2
title:      {zh: 活跃志愿者占比, en: Active volunteers}
definition: {zh: 活跃志愿者占注册志愿者的比例，两项均有填报的社区, en: "Active volunteers as a share of registered ones, in communities that reported both"}
formula:    {zh: "Σ活跃志愿者 ÷ Σ注册志愿者 × 100%", en: sum of active / sum of registered volunteers}
unit:       percent
direction:  higher
kind:       ratio
time:       stock
theme:      volunteers
standard:   null
source:     [volunteer_stat]
caveat:     {zh: “活跃”由各平台自行定义，跨平台不可比, en: Each platform defines “active” for itself; not comparable across platforms}
events:     true
--- */
select
    v.area_code,
    v.period,
    v.active as numerator,
    v.registered as denominator,
from asked_volunteer as v
