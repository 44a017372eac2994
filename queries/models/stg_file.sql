-- The lowest area that holds every row of an imported file, as far as its rows are still in the warehouse: the office
-- the file speaks for. A file whose areas have no common one is not listed.
with sizes as (
    select
        "table",
        batch_id,
        source_file,
        count(*) as areas,
    from stg_file_area
    group by "table", batch_id, source_file
),
holders as (
    select
        f."table",
        f.batch_id,
        f.source_file,
        t.ancestor_code,
        count(*) as areas,
    from stg_file_area as f
    join dim_area_tree as t on t.area_code = f.area_code and t.depth is not null
    group by f."table", f.batch_id, f.source_file, t.ancestor_code
),
depths as (
    select
        area_code,
        max(depth) as depth,
    from dim_area_tree
    group by area_code
)
select
    h."table",
    h.batch_id,
    h.source_file,
    max_by(h.ancestor_code, d.depth) as area_code,
from holders as h
join sizes as s
    on s."table" = h."table" and s.batch_id = h.batch_id and s.source_file = h.source_file and s.areas = h.areas
join depths as d on d.area_code = h.ancestor_code
group by h."table", h.batch_id, h.source_file
