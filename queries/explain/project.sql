-- Projects that had begun when the period ended, or have no date; one that was finished later was still in progress (see asked_project).
with mapped as (
    select
        coalesce(s.area_code, p.area_code) as today_code,
        s.area_code is null as is_own,
        p.*,
        bool_or(s.area_code is null) over (partition by coalesce(s.area_code, p.area_code), p.project_id) as is_listed_anew,
    from raw_project as p
    left join dim_area_successor as s on s.old_code = p.area_code
)
select
    m.today_code as area_code,
    d.area_name,
    m.area_code as reported_code,
    m.project_id,
    m.project_name,
    m.project_kind,
    m.project_status,
    m.started_on,
    m.finished_on,
    m.households_benefiting,
    m.invested_yuan,
    m.government_yuan,
    m.street_yuan,
    m.residents_yuan,
    case when m.is_listed_anew and not m.is_own then 'told_anew' else 'current' end as standing,
    m.source_file,
    m.source_row,
from mapped as m
join asked_subtree as t on t.area_code = m.today_code
join dim_area as d on d.area_code = m.today_code
join asked_period as a on m.started_on is null or m.started_on < a.end_at
order by standing <> 'current', m.today_code, m.area_code, m.project_id
