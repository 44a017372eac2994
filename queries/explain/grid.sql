-- The register of grids, which has no dates; what an area's predecessors listed counts until it lists its own (see stg_grid).
with mapped as (
    select
        coalesce(s.area_code, x.area_code) as today_code,
        s.area_code is null as is_own,
        x.*,
        bool_or(s.area_code is null) over (partition by coalesce(s.area_code, x.area_code)) as lists_itself,
    from raw_grid as x
    left join dim_area_successor as s on s.old_code = x.area_code
)
select
    m.today_code as area_code,
    d.area_name,
    m.area_code as reported_code,
    m.grid_id,
    m.grid_name,
    m.grid_type,
    m.households,
    m.population,
    m.worker_full,
    m.worker_part,
    case when m.lists_itself and not m.is_own then 'told_anew' else 'current' end as standing,
    m.source_file,
    m.source_row,
from mapped as m
join asked_subtree as t on t.area_code = m.today_code
join dim_area as d on d.area_code = m.today_code
order by standing <> 'current', m.today_code, m.area_code, m.grid_id
