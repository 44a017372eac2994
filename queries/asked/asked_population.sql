-- Residents as last known when each period asked for ends, by the rule of asked_household.
with ordered as (
    select
        a.period,
        p.*,
        row_number() over (
            partition by a.period, p.reported_code, p.population_basis
            order by p.surveyed_on desc
        ) as newness,
        bool_or(p.reported_code = p.area_code) over (partition by a.period, p.area_code, p.population_basis) as reports_itself,
    from asked_period as a
    join fct_population as p on p.surveyed_on < a.end_at
    where p.population is not null
)
select
    period,
    area_code,
    population_basis,
    sum(population) as population,
from ordered
where newness = 1 and (reported_code = area_code or not reports_itself)
group by period, area_code, population_basis
