/* ---
title:    {zh: 注册志愿者多于人口, en: More volunteers than people}
a:        {zh: 注册志愿者, en: Registered volunteers}
b:        {zh: 人口, en: Population}
unit:     persons
why:      {zh: 平台按注册地归属，单位集中注册会把人都记在驻地社区；也可能人口单位是万人, en: "Platforms file people where they registered, so an employer's staff may all stand in one community; or the population is in ten thousands"}
severity: error
--- */
-- Against the latest survey of all people up to the day the volunteers were counted. The subject is that day.
with peopled as (
    select
        coalesce(s.area_code, v.area_code) as area_code,
        v.period,
        v.registered,
        p.population,
        row_number() over (partition by v.area_code, v.period order by p.surveyed_on desc) as newness,
    from raw_volunteer_stat as v
    left join dim_area_successor as s on s.old_code = v.area_code
    join fct_population as p
        on p.area_code = coalesce(s.area_code, v.area_code) and p.reported_code = v.area_code and p.surveyed_on <= v.period
    where p.population_basis = 'total' and p.population is not null
)
select
    area_code,
    cast(period as varchar) as subject,
    cast(registered as double) as figure_a,
    cast(population as double) as figure_b,
from peopled
where newness = 1 and registered > population
