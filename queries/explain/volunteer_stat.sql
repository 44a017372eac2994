-- Volunteers of communities as told until the period ended. Each figure counts as it was last told, so that an earlier report stands for
-- what a later one left blank (see asked_volunteer).
with told as (
    select
        coalesce(s.area_code, v.area_code) as today_code,
        s.area_code is null as is_own,
        v.*,
    from raw_volunteer_stat as v
    join asked_period as a on v.period < a.end_at
    left join dim_area_successor as s on s.old_code = v.area_code
),
ordered as (
    select
        *,
        period = max(period) over by_code as is_last,
        active is not null and period = max(period) filter (where active is not null) over by_code as is_last_active,
        hours is not null and period = max(period) filter (where hours is not null) over by_code as is_last_hours,
        teams is not null and period = max(period) filter (where teams is not null) over by_code as is_last_teams,
        bool_or(is_own) over by_area as reports_itself,
        bool_or(is_own and active is not null) over by_area as owns_active,
        bool_or(is_own and hours is not null) over by_area as owns_hours,
        bool_or(is_own and teams is not null) over by_area as owns_teams,
    from told
    window
        by_code as (partition by area_code),
        by_area as (partition by today_code)
)
select
    o.today_code as area_code,
    d.area_name,
    o.area_code as reported_code,
    o.registered,
    o.real_name,
    o.active,
    o.hours,
    o.events,
    o.teams,
    o.period as surveyed_on,
    case
        when (o.is_last and (o.is_own or not o.reports_itself))
            or (o.is_last_active and (o.is_own or not o.owns_active))
            or (o.is_last_hours and (o.is_own or not o.owns_hours))
            or (o.is_last_teams and (o.is_own or not o.owns_teams)) then 'current'
        when o.is_last or o.is_last_active or o.is_last_hours or o.is_last_teams then 'told_anew'
        else 'superseded'
    end as standing,
    o.source_file,
    o.source_row,
from ordered as o
join asked_subtree as t on t.area_code = o.today_code
join dim_area as d on d.area_code = o.today_code
order by standing <> 'current', o.today_code, o.period desc, o.area_code
