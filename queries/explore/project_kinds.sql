-- Projects known at the end of the period by kind: how many are finished, in progress and planned, and their money by who
-- gave it.
select
    x.project_kind,
    count(*) as projects,
    count(*) filter (where x.project_status = 'finished') as finished,
    count(*) filter (where x.project_status = 'in_progress') as in_progress,
    count(*) filter (where x.project_status = 'planned') as planned,
    cast(sum(x.invested_yuan) as double) as invested_yuan,
    cast(sum(x.government_yuan) as double) as government_yuan,
    cast(sum(x.street_yuan) as double) as street_yuan,
    cast(sum(x.residents_yuan) as double) as residents_yuan,
    sum(x.households_benefiting) as households_benefiting,
from asked_project as x
join asked_place as p on p.area_code = x.area_code
group by x.project_kind
order by projects desc, x.project_kind
