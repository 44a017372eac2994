-- The lowest area that holds every area without children and every area that has rows of its own: where a reader starts who
-- asked for nothing. Several cities without a common parent have no such area.
with holding as (
    select area_code from raw_case
    union
    select area_code from raw_community
    union
    select area_code from raw_facility
    union
    select area_code from raw_funding
    union
    select area_code from raw_volunteer_stat
    union
    select d.area_code
    from dim_area as d
    left join dim_area as child on child.parent_code = d.area_code
    where child.area_code is null
),
covering as (
    select
        t.ancestor_code as area_code,
        count(*) as held,
    from dim_area_tree as t
    join holding as h on h.area_code = t.area_code
    where t.depth is not null
    group by t.ancestor_code
),
depths as (
    select
        area_code,
        max(depth) as depth,
    from dim_area_tree
    group by area_code
)
select
    c.area_code,
from covering as c
join depths as d on d.area_code = c.area_code
where c.held = (select count(*) from holding)
order by d.depth desc
limit 1
