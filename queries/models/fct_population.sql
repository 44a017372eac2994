-- Residents of a community at a date, once per basis, under the code of today's area and the one they were reported under.
-- Where an export never tells residents from others, 常住 falls back to 总 and the other way round (is_stated is false): the
-- caption of the page says which basis was asked. Of an area that told them once, no later total takes their place.
with submitted as (
    select
        coalesce(s.area_code, c.area_code) as today_code,
        c.*,
        count(c.population_resident) over (partition by c.area_code) > 0 as tells_residents,
        count(c.population_total) over (partition by c.area_code) > 0 as tells_total,
    from raw_community as c
    left join dim_area_successor as s on s.old_code = c.area_code
    where coalesce(c.report_status, 'submitted') <> 'draft'
)
select today_code as area_code, area_code as reported_code, period as surveyed_on, 'resident' as population_basis,
    case when tells_residents then population_resident else population_total end as population,
    population_resident is not null as is_stated,
from submitted
union all
select today_code as area_code, area_code as reported_code, period as surveyed_on, 'total' as population_basis,
    case when tells_total then population_total else population_resident end as population,
    population_total is not null as is_stated,
from submitted
union all
select today_code as area_code, area_code as reported_code, period as surveyed_on, 'registered' as population_basis,
    population_registered as population, population_registered is not null as is_stated,
from submitted
union all
select today_code as area_code, area_code as reported_code, period as surveyed_on, 'floating' as population_basis,
    population_floating as population, population_floating is not null as is_stated,
from submitted
