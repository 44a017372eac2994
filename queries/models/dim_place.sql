-- The places that are counted: communities, and in a city that has none (its exports stop at districts) the areas without
-- children. A city is the nearest one above; what hangs below none is its own.
with cities_with_communities as (
    select distinct
        c.city_code,
    from dim_city as c
    join dim_area as d on d.area_code = c.area_code
    where d.level = 'community'
)
select
    d.area_code,
from dim_area as d
join dim_city as c on c.area_code = d.area_code
left join cities_with_communities as w on w.city_code = c.city_code
left join dim_area as child on child.parent_code = d.area_code
where d.level = 'community' or (w.city_code is null and child.area_code is null and d.level <> 'province')
