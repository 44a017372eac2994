/* ---
code:       V4
title:      {zh: 人均志愿服务时长, en: Hours per active volunteer}
definition: {zh: 志愿服务时长之和除以活跃志愿者人数之和，两项均有填报的社区, en: "Hours of service per active volunteer, in communities that reported both"}
formula:    {zh: "Σ服务时长 ÷ Σ活跃志愿者", en: sum of hours / sum of active volunteers}
unit:       hours
direction:  higher
kind:       ratio
time:       stock
theme:      volunteers
standard:   null
source:     [volunteer_stat]
caveat:     {zh: 时长按导出的统计口径（当期或累计），跨平台不可比；少数人的长时长会拉高均值, en: "Hours are for the span the export states, current or cumulative; a few very active people lift the mean"}
--- */
select
    v.area_code,
    v.period,
    v.hours as numerator,
    v.active as denominator,
from asked_volunteer as v
