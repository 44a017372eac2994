-- The city of every area: the nearest one above it (itself, where it is one); what hangs below none has the top of its tree. Offices
-- of one city share their systems; a system of the same name in another city is another system.
select
    t.area_code,
    coalesce(max(up.area_code) filter (where up.level = 'city'), max(up.area_code) filter (where up.parent_code is null)) as city_code,
from dim_area_tree as t
join dim_area as up on up.area_code = t.ancestor_code
group by t.area_code
