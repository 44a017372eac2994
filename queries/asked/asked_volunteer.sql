-- Volunteers and teams as last known when each period asked for ends. Teams are counted in the register of teams;
-- where an area has none there, the number it reported stands.
with ordered as (
    select
        a.period,
        coalesce(s.area_code, v.area_code) as area_code,
        v.registered,
        v.active,
        v.hours,
        v.teams,
        row_number() over (partition by a.period, coalesce(s.area_code, v.area_code) order by v.period desc) as newness,
    from asked_period as a
    join raw_volunteer_stat as v on v.period < a.end_at
    left join dim_area_successor as s on s.old_code = v.area_code
),
stated as (
    select * from ordered where newness = 1
),
counted as (
    select
        a.period,
        t.area_code,
        -- A team without a founding date is known from the day its register speaks for; earlier the register cannot tell.
        case
            when count(*) filter (where t.founded is null and t.as_of >= a.end_at) = 0
                then nullif(count(*) filter (where t.founded is null or t.founded < a.end_at), 0)
        end as teams,
    from asked_period as a
    cross join raw_volunteer_team as t
    group by a.period, t.area_code
)
select
    coalesce(s.period, c.period) as period,
    coalesce(s.area_code, c.area_code) as area_code,
    s.registered,
    s.active,
    s.hours,
    coalesce(c.teams, s.teams) as teams,
from stated as s
full join counted as c on c.period = s.period and c.area_code = s.area_code
