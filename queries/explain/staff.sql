-- Staff of communities as told until the period ended: of each area the latest survey counts, taken whole (see asked_staff).
with ordered as (
    select
        coalesce(s.area_code, x.area_code) as today_code,
        s.area_code is null as is_own,
        x.*,
        row_number() over (partition by x.area_code order by x.period desc) as newness,
        bool_or(s.area_code is null) over (partition by coalesce(s.area_code, x.area_code)) as reports_itself,
    from raw_staff as x
    join asked_period as a on x.period < a.end_at
    left join dim_area_successor as s on s.old_code = x.area_code
)
select
    o.today_code as area_code,
    d.area_name,
    o.area_code as reported_code,
    o.staff_total,
    o.full_time,
    o.part_time,
    o.grid_workers,
    o.certified,
    o.degree_ge_junior_college,
    o.female,
    o.multi_post,
    o.civil_servant_secretaries,
    o.secretary_directors,
    o.period as surveyed_on,
    case
        when o.newness > 1 then 'superseded'
        when o.reports_itself and not o.is_own then 'told_anew'
        else 'current'
    end as standing,
    o.source_file,
    o.source_row,
from ordered as o
join asked_subtree as t on t.area_code = o.today_code
join dim_area as d on d.area_code = o.today_code
order by standing <> 'current', o.today_code, o.period desc, o.area_code
