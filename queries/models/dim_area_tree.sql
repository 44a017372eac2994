-- Every area with each area above it and with itself: what is summed up the tree is joined here.
with recursive tree as (
    select
        area_code as ancestor_code,
        area_code,
        0 as depth,
    from dim_area
    union all
    select
        t.ancestor_code,
        child.area_code,
        t.depth + 1 as depth,
    from tree as t
    join dim_area as child on child.parent_code = t.area_code
    where t.depth < 12 -- a circle of parents, which the importer refuses, must not run for ever
)
select
    ancestor_code,
    area_code,
    depth,
from tree
union all
-- One more ancestor that holds everything, for warehouses with several cities; what belongs to no single one of them is its own.
select
    'all' as ancestor_code,
    area_code,
    null as depth,
from dim_area
union all
select
    'all' as ancestor_code,
    'all' as area_code,
    null as depth,
