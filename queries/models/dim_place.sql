-- The places that are counted: communities, and in a city that has none (its exports stop at districts) the areas without
-- children.
with roots as (
    select
        t.area_code,
        t.ancestor_code as root_code,
    from dim_area_tree as t
    join dim_area as root on root.area_code = t.ancestor_code
    where root.parent_code is null
),
cities_with_communities as (
    select distinct
        r.root_code,
    from roots as r
    join dim_area as d on d.area_code = r.area_code
    where d.level = 'community'
)
select
    d.area_code,
from dim_area as d
join roots as r on r.area_code = d.area_code
left join cities_with_communities as c on c.root_code = r.root_code
left join dim_area as child on child.parent_code = d.area_code
where d.level = 'community' or (c.root_code is null and child.area_code is null)
