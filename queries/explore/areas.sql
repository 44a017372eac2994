-- The area tree from the top down, with how many communities lie below each area.
with below as (
    select
        t.ancestor_code as area_code,
        count(*) filter (where d.level = 'community') as communities,
    from dim_area_tree as t
    join dim_area as d on d.area_code = t.area_code
    group by t.ancestor_code
),
above as (
    select
        t.area_code,
        max(t.depth) as depth,
        max(t.ancestor_code) filter (where up.level = 'county') as county_code,
    from dim_area_tree as t
    join dim_area as up on up.area_code = t.ancestor_code
    group by t.area_code
)
select
    d.area_code,
    d.area_name,
    d.level,
    d.parent_code,
    a.county_code,
    d.community_type,
    d.lon,
    d.lat,
    a.depth,
    b.communities,
from dim_area as d
join below as b on b.area_code = d.area_code
join above as a on a.area_code = d.area_code
order by d.area_code
