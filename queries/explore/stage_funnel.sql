-- How far the cases reported in the period came, stage by stage and system by system, as it stood when the period was cut
-- off. Void cases are left out. A stage that a system never records has no count: unknown, not zero. Systems of several cities
-- that share a name record what each of them records.
--
-- 'median_hours' and 'p90_hours' run from the last recorded stage before, over cases that have reached the stage in order;
-- where half of them (nine in ten) end exactly at one bin, the middle to the next is taken, as in days_to_close.
with stages as (
    select
        stage,
        position,
    from (
        values
            ('reported', 1), ('accepted', 2), ('deliberated', 3), ('assigned', 4), ('handled', 5), ('fed_back', 6), ('closed', 7),
            ('evaluated', 8)
    ) as listed (stage, position)
),
cities as (
    select
        c.area_code,
        c.city_code,
    from dim_city as c
    join (
        select distinct
            d.city_code,
        from asked_subtree as t
        join dim_city as d on d.area_code = t.area_code
    ) as asked on asked.city_code = c.city_code
),
stages_of_cities as (
    select distinct
        r.system,
        c.city_code,
        r.stage,
    from case_stage as r
    join cities as c on c.area_code = r.area_code
),
recorded as (
    select
        r.system,
        r.stage,
    from stages_of_cities as r
    join (
        select
            system,
            count(*) as cities,
        from stages_of_cities
        where stage = 'reported'
        group by system
    ) as sending on sending.system = r.system
    group by r.system, r.stage, sending.cities
    having count(*) = sending.cities
),
cohort as (
    select
        r.system,
        r.stage,
        r.hours,
        r.entered_cut <= a.cutoff_at as is_reached,
        r.cases,
    from case_stage as r
    join asked_period as a on r.reported_cut > a.start_at and r.reported_cut <= a.end_at and r.reported_cut <= a.cutoff_at
    join asked_subtree as t on t.area_code = r.area_code
),
entered as (
    select distinct
        system,
    from cohort
),
reached as (
    select
        system,
        stage,
        coalesce(sum(cases) filter (where is_reached), 0) as reached,
    from cohort
    group by system, stage
),
binned as (
    select
        system,
        stage,
        hours,
        sum(cases) as cases,
    from cohort
    where is_reached and hours is not null
    group by system, stage, hours
),
cumulated as (
    select
        *,
        sum(cases) over (partition by system, stage order by hours) as so_far,
        sum(cases) over (partition by system, stage) as total,
    from binned
),
quantiles as (
    select
        system,
        stage,
        (min(hours) filter (where so_far * 2 >= total) + min(hours) filter (where so_far * 2 > total)) / 2 as median_hours,
        (min(hours) filter (where so_far * 10 >= total * 9) + min(hours) filter (where so_far * 10 > total * 9)) / 2 as p90_hours,
    from cumulated
    group by system, stage
)
select
    e.system,
    s.stage,
    s.position,
    k.stage is not null as is_recorded,
    case when k.stage is not null then coalesce(r.reached, 0) end as reached,
    q.median_hours,
    q.p90_hours,
from entered as e
cross join stages as s
left join recorded as k on k.system = e.system and k.stage = s.stage
left join reached as r on r.system = e.system and r.stage = s.stage
left join quantiles as q on q.system = e.system and q.stage = s.stage
order by e.system, s.position
