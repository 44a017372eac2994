-- Quarterly scores of the period and of the year in which it ends, up to its end (see asked_appraisal). The number of a grid worker is one
-- person's and stays in the file.
with quarters as (
    select
        *,
        make_date(cast(year as integer), cast(3 * quarter as integer), 1) as known_on,
    from raw_appraisal
)
select
    d.area_code,
    d.area_name,
    q.area_code as reported_code,
    q.object_type,
    case when q.object_type <> 'grid_worker' then q.object_id end as object_id,
    q.year,
    q.quarter,
    q.score,
    q.full_score,
    q.grade,
    'current' as standing,
    q.source_file,
    q.source_row,
from quarters as q
join asked_period as a
    on q.known_on < a.end_at
    and q.known_on >= least(a.start_at, date_trunc('year', a.end_at - interval 1 day))
left join dim_area_successor as s on s.old_code = q.area_code
join dim_area as d on d.area_code = coalesce(s.area_code, q.area_code)
join asked_subtree as t on t.area_code = d.area_code
order by d.area_code, q.object_type, q.year, q.quarter, q.source_file, q.source_row
