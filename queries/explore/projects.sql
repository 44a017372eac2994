-- Every project known at the end of the period, as it stood then, with its money by who gave it.
select
    p.area_code,
    p.area_name,
    p.county_name,
    x.project_id,
    x.project_name,
    x.project_kind,
    x.project_status,
    x.started_on,
    x.finished_on,
    x.households_benefiting,
    cast(x.invested_yuan as double) as invested_yuan,
    cast(x.government_yuan as double) as government_yuan,
    cast(x.street_yuan as double) as street_yuan,
    cast(x.residents_yuan as double) as residents_yuan,
from asked_project as x
join asked_place as p on p.area_code = x.area_code
order by x.project_kind, p.area_code, x.project_id
