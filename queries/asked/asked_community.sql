-- The communities (see dim_place) below the areas asked for, with the county and the street they lie in.
select
    d.area_code,
    d.area_name,
    d.community_type,
    d.lon,
    d.lat,
    max(up.area_code) filter (where up.level = 'county') as county_code,
    max(up.area_code) filter (where up.level = 'town') as town_code,
from dim_area as d
join asked_subtree as s on s.area_code = d.area_code
join dim_place as p on p.area_code = d.area_code
join dim_area_tree as t on t.area_code = d.area_code
join dim_area as up on up.area_code = t.ancestor_code
group by d.area_code, d.area_name, d.community_type, d.lon, d.lat
