-- The budget years for which money was reported below each area.
select distinct
    t.ancestor_code as area_code,
    f.year,
from fct_fund as f
join dim_area_tree as t on t.area_code = f.area_code
order by area_code, f.year
