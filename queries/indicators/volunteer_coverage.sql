/* ---
code:       V5
title:      {zh: 志愿服务覆盖率, en: Volunteer coverage}
definition: {zh: 注册志愿者占比和志愿服务队数量同时达标的社区数，占两项均有填报的社区数的比例, en: "Communities that meet both the share of registered volunteers and the number of teams, among those that reported both"}
formula:    {zh: 两项同时达标的社区数 ÷ 社区数, en: communities meeting both / communities}
unit:       percent
direction:  higher
kind:       proportion
time:       stock
theme:      volunteers
standard:   volunteer_communities
thresholds: [volunteer_share, volunteer_teams]
source:     [community, volunteer_stat, volunteer_team]
caveat:     {zh: 任一项缺报即不计入, en: A community that did not report one of the two is left out}
parameters: [population_basis]
--- */
select
    p.area_code,
    p.period,
    cast(v.registered * 100 >= share.value * p.population and v.teams >= teams.value as integer) as numerator,
    case when v.registered is not null and v.teams is not null and p.population is not null then 1 end as denominator,
from asked_population as p
left join asked_volunteer as v on v.area_code = p.area_code and v.period = p.period
join dim_standard as share on share.area_code = p.area_code and share.standard = 'volunteer_share'
join dim_standard as teams on teams.area_code = p.area_code and teams.standard = 'volunteer_teams'
where p.population_basis = $population_basis
