/* ---
title:    {zh: 志愿者分项大于注册数, en: More volunteers of one kind than are registered}
a:        {zh: 活跃或实名人数, en: "Active, or registered by real name"}
b:        {zh: 注册人数, en: Registered}
unit:     persons
why:      {zh: 活跃和实名的志愿者都应先注册；多出的人来自另一个平台或另一个时点, en: "Active volunteers and those with real names are registered ones; who is beyond them comes from another platform or another day"}
severity: error
--- */
-- The subject is the day and the part. Active beyond registered is refused at import already; a warehouse of an older release may hold it.
with parts as (
    select area_code, period, registered, 'active' as part, active as persons from raw_volunteer_stat
    union all
    select area_code, period, registered, 'real_name' as part, real_name as persons from raw_volunteer_stat
)
select
    coalesce(s.area_code, p.area_code) as area_code,
    cast(p.period as varchar) || ' · ' || p.part as subject,
    cast(p.persons as double) as figure_a,
    cast(p.registered as double) as figure_b,
from parts as p
left join dim_area_successor as s on s.old_code = p.area_code
where p.persons > p.registered
