-- Residents of a community at a date, once per basis, under the code of today's area and the one they were reported under.
-- Where an export does not tell residents from others, 常住 falls back to 总: the caption of the page says which basis was asked.
with submitted as (
    select
        coalesce(s.area_code, c.area_code) as today_code,
        c.*,
    from raw_community as c
    left join dim_area_successor as s on s.old_code = c.area_code
    where coalesce(c.report_status, 'submitted') <> 'draft'
)
select today_code as area_code, area_code as reported_code, period as surveyed_on, 'resident' as population_basis,
    coalesce(population_resident, population_total) as population,
from submitted
union all
select today_code as area_code, area_code as reported_code, period as surveyed_on, 'total' as population_basis,
    coalesce(population_total, population_resident) as population,
from submitted
union all
select today_code as area_code, area_code as reported_code, period as surveyed_on, 'registered' as population_basis,
    population_registered as population,
from submitted
union all
select today_code as area_code, area_code as reported_code, period as surveyed_on, 'floating' as population_basis,
    population_floating as population,
from submitted
