-- The lowest area that holds every area without children: where a reader starts who asked for nothing. Several cities
-- without a common parent have no such area.
with leaves as (
    select d.area_code
    from dim_area as d
    left join dim_area as child on child.parent_code = d.area_code
    where child.area_code is null
),
covering as (
    select
        t.ancestor_code as area_code,
        count(*) as leaves,
    from dim_area_tree as t
    join leaves as l on l.area_code = t.area_code
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
where c.leaves = (select count(*) from leaves)
order by d.depth desc
limit 1
