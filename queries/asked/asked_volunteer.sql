-- Volunteers and teams as last known when each period asked for ends, each figure as it was last stated: a survey that leaves
-- one out does not hide what was known. Teams are counted in the register of teams; where an area has none there, the number it reported
-- stands. What an area's predecessors reported or listed counts until the area does so itself; of several that were merged,
-- the last word of each is summed.
with last_words as (
    select
        a.period,
        coalesce(s.area_code, v.area_code) as area_code,
        s.area_code is null as is_own,
        max_by(v.registered, v.period) filter (where v.registered is not null) as registered,
        max_by(v.active, v.period) filter (where v.active is not null) as active,
        max_by(v.hours, v.period) filter (where v.hours is not null) as hours,
        max_by(v.teams, v.period) filter (where v.teams is not null) as teams,
    from asked_period as a
    join raw_volunteer_stat as v on v.period < a.end_at
    left join dim_area_successor as s on s.old_code = v.area_code
    group by a.period, v.area_code, s.area_code
),
stated as (
    select
        period,
        area_code,
        coalesce(max(registered) filter (where is_own), sum(registered)) as registered,
        coalesce(max(active) filter (where is_own), sum(active)) as active,
        coalesce(max(hours) filter (where is_own), sum(hours)) as hours,
        coalesce(max(teams) filter (where is_own), sum(teams)) as teams,
    from last_words
    group by period, area_code
),
listed as (
    select
        coalesce(s.area_code, t.area_code) as area_code,
        t.area_code as listed_code,
        t.founded,
        t.as_of,
        bool_or(s.area_code is null) over (partition by coalesce(s.area_code, t.area_code)) as lists_itself,
    from raw_volunteer_team as t
    left join dim_area_successor as s on s.old_code = t.area_code
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
    cross join listed as t
    where t.listed_code = t.area_code or not t.lists_itself
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
