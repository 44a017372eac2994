-- The grids of each area as its register lists them. What an area's predecessors listed counts until it lists its own.
with mapped as (
    select
        coalesce(s.area_code, g.area_code) as area_code,
        g.area_code as listed_code,
        g.grid_id,
        g.grid_name,
        g.grid_type,
        g.households,
        g.worker_full,
    from raw_grid as g
    left join dim_area_successor as s on s.old_code = g.area_code
),
marked as (
    select
        *,
        bool_or(listed_code = area_code) over (partition by area_code) as lists_itself,
    from mapped
)
select
    area_code,
    grid_id,
    grid_name,
    grid_type,
    households,
    worker_full,
from marked
where listed_code = area_code or not lists_itself
