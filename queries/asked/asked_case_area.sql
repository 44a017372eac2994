-- Areas whose county ever sent a case, and those above counties: where cases can be set against people. A county that sent none
-- is not a county without cases.
with sending as (
    select distinct
        up.area_code as county_code,
    from case_handling as h
    join dim_area_tree as t on t.area_code = h.area_code
    join dim_area as up on up.area_code = t.ancestor_code and up.level = 'county'
    where h.dimension = 'all'
)
select
    d.area_code,
from dim_area as d
left join dim_area_tree as t on t.area_code = d.area_code
left join dim_area as up on up.area_code = t.ancestor_code and up.level = 'county'
group by d.area_code
having count(up.area_code) = 0 or bool_or(up.area_code in (select county_code from sending))
