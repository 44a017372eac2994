/* ---
code:       V3
title:      {zh: 志愿队伍达标社区, en: Communities with enough teams}
definition: {zh: 志愿服务队数量达到标准的社区数，占有填报的社区数的比例, en: "Communities with at least the standard number of volunteer teams, among those that reported"}
formula:    {zh: 队伍数 ≥ 标准 的社区数 ÷ 社区数, en: "communities with teams ≥ standard / communities"}
unit:       percent
direction:  higher
kind:       proportion
time:       stock
theme:      volunteers
standard:   volunteer_communities
thresholds: [volunteer_teams]
source:     [volunteer_stat, volunteer_team]
caveat:     {zh: 有队伍名册的按名册计数，没有的按填报数, en: "Counted in the register of teams where there is one, else as reported"}
--- */
select
    v.area_code,
    v.period,
    cast(v.teams >= s.value as integer) as numerator,
    1 as denominator,
from asked_volunteer as v
join dim_standard as s on s.area_code = v.area_code and s.standard = 'volunteer_teams'
