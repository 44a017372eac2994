-- Every area below the areas asked for, themselves included, with the county and the town it lies in: for rows that an office
-- above communities may own as well.
select
    d.area_code,
    d.area_name,
    d.level,
    p.area_code is not null as is_community,
    max(up.area_code) filter (where up.level = 'county') as county_code,
    max(up.area_name) filter (where up.level = 'county') as county_name,
    max(up.area_code) filter (where up.level = 'town') as town_code,
    max(up.area_name) filter (where up.level = 'town') as town_name,
from asked_subtree as s
join dim_area as d on d.area_code = s.area_code
left join dim_place as p on p.area_code = d.area_code
join dim_area_tree as t on t.area_code = d.area_code
join dim_area as up on up.area_code = t.ancestor_code
group by d.area_code, d.area_name, d.level, p.area_code
