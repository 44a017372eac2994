-- What an area at any level stated at a date, one quantity beside the other: households and population by basis, premises,
-- volunteers. Premises are the newest survey of each, since a survey rarely covers all of them. What predecessors reported
-- counts for an area that does not report itself.
with people as (
    select 'households/' || household_basis as quantity, area_code, reported_code, surveyed_on, households as figure
    from fct_household
    where is_stated
    union all
    select 'population/' || population_basis as quantity, area_code, reported_code, surveyed_on, population as figure
    from fct_population
    where is_stated
    union all
    select 'volunteers' as quantity, coalesce(s.area_code, v.area_code) as area_code, v.area_code as reported_code,
        v.period as surveyed_on, v.registered as figure,
    from raw_volunteer_stat as v
    left join dim_area_successor as s on s.old_code = v.area_code
    where v.registered is not null
),
marked as (
    select
        *,
        bool_or(reported_code = area_code) over (partition by quantity, area_code) as reports_itself,
    from people
)
select quantity, area_code, surveyed_on, cast(sum(figure) as double) as figure
from marked
where reported_code = area_code or not reports_itself
group by quantity, area_code, surveyed_on
union all
select 'premises' as quantity, area_code, max(surveyed_on) as surveyed_on, cast(sum(floor_area_m2) as double) as figure
from stg_premises
group by area_code
