-- Every area below the areas asked for, themselves included.
select distinct
    t.area_code,
from dim_area_tree as t
join asked_area as a on a.area_code = t.ancestor_code
