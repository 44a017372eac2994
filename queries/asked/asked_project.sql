-- Projects known when each period asked for ends: begun by then, or without a date. One that was finished later was still in
-- progress. A work goes on under a new code: what an area's predecessors began counts unless the area lists that number itself.
with mapped as (
    select
        coalesce(s.area_code, p.area_code) as today_code,
        p.*,
        bool_or(s.area_code is null) over (partition by coalesce(s.area_code, p.area_code), p.project_id) as is_listed_anew,
    from raw_project as p
    left join dim_area_successor as s on s.old_code = p.area_code
)
select
    a.period,
    p.today_code as area_code,
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
join mapped as p on p.started_on is null or p.started_on < a.end_at
where p.area_code = p.today_code or not p.is_listed_anew
