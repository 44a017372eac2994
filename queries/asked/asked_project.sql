-- Projects known when each period asked for ends: begun by then, or without a date. One that was finished later was still in
-- progress.
select
    a.period,
    coalesce(s.area_code, p.area_code) as area_code,
    p.project_id,
    p.project_name,
    p.project_kind,
    case when p.project_status = 'finished' and p.finished_on >= a.end_at then 'in_progress' else p.project_status end as project_status,
    p.started_on,
    p.finished_on,
    p.households_benefiting,
    p.invested_yuan,
    p.government_yuan,
    p.street_yuan,
    p.residents_yuan,
from asked_period as a
join raw_project as p on p.started_on is null or p.started_on < a.end_at
left join dim_area_successor as s on s.old_code = p.area_code
