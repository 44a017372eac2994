-- Areas of today as a tree by parent_code. A parent that was never imported is no parent; an area that was closed, or that
-- another names as the one it came from, stands in dim_area_successor. What hangs below such an area hangs below its successor
-- or, where it has no single one, below the nearest area above it that is one of today. The type of a community stands in the list of areas
-- or, where that is silent, in what the community reported last.
with recursive reported_types as (
    select area_code, community_type, period as reported_on
    from raw_community
    where community_type is not null
    union all
    select area_code, community_type, make_date(cast(year as integer), 1, 1) as reported_on
    from raw_funding
    where community_type is not null
),
latest_types as (
    select
        area_code,
        community_type,
        row_number() over (partition by area_code order by reported_on desc, community_type) as newness,
    from reported_types
),
today as (
    select a.*
    from raw_area as a
    cross join calendar as k
    left join dim_area_successor as s on s.old_code = a.area_code
    where s.old_code is null and (a.valid_to is null or a.valid_to >= k.today)
),
above as (
    select
        a.area_code,
        coalesce(moved.area_code, a.parent_code) as above_code,
        1 as steps,
    from today as a
    left join dim_area_successor as moved on moved.old_code = a.parent_code
    union all
    select
        u.area_code,
        coalesce(moved.area_code, closed.parent_code) as above_code,
        u.steps + 1 as steps,
    from above as u
    join raw_area as closed on closed.area_code = u.above_code
    left join today as t on t.area_code = u.above_code
    left join dim_area_successor as moved on moved.old_code = closed.parent_code
    where t.area_code is null and u.steps < 8 -- a circle of closed parents must not run for ever
)
select
    a.area_code,
    a.area_name,
    a.level,
    p.area_code as parent_code,
    a.area_kind,
    coalesce(a.community_type, t.community_type) as community_type,
    a.alias,
    a.lon,
    a.lat,
from today as a
left join (above as u join today as p on p.area_code = u.above_code) on u.area_code = a.area_code and p.area_code <> a.area_code
left join latest_types as t on t.area_code = a.area_code and t.newness = 1
