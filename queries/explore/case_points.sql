-- Areas that hold cases themselves, with where they lie and how their cases of the period stand.
select
    d.area_code,
    d.area_name,
    d.lon,
    d.lat,
    coalesce(sum(t.cases) filter (where t.reported_cut > a.start_at and t.reported_cut <= a.end_at), 0) as cases,
    coalesce(sum(t.filed) filter (where t.closed_cut is null or t.closed_cut > a.cutoff_at), 0) as backlog,
    100.0 * coalesce(sum(t.on_time) filter (
        where t.reported_cut > a.start_at and t.reported_cut <= a.end_at and t.closed_cut <= a.cutoff_at
            and t.due_cut is not null
    ), 0) / nullif(sum(t.countable) filter (
        where t.reported_cut > a.start_at and t.reported_cut <= a.end_at and t.due_cut is not null
            and (t.closed_cut <= a.cutoff_at or t.due_cut <= a.cutoff_at)
    ), 0) as on_time_closure_rate,
from asked_period as a
join case_triangle as t on t.reported_cut <= a.cutoff_at
join asked_subtree as s on s.area_code = t.area_code
join dim_area as d on d.area_code = t.area_code
where t.dimension = 'all'
group by d.area_code, d.area_name, d.lon, d.lat
order by d.area_code
