-- Residents of a community at a date, once per basis, with the same fall-back as households.
with submitted as (
    select *
    from raw_community
    where coalesce(report_status, 'submitted') <> 'draft'
)
select area_code, period as surveyed_on, 'resident' as population_basis,
    coalesce(population_resident, population_total) as population,
from submitted
union all
select area_code, period as surveyed_on, 'total' as population_basis,
    coalesce(population_total, population_resident) as population,
from submitted
union all
select area_code, period as surveyed_on, 'registered' as population_basis,
    population_registered as population,
from submitted
