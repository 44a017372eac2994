-- Residents as last known when each period asked for ends.
with ordered as (
    select
        a.period,
        p.area_code,
        p.population_basis,
        p.population,
        row_number() over (
            partition by a.period, p.area_code, p.population_basis
            order by p.surveyed_on desc
        ) as newness,
    from asked_period as a
    join fct_population as p on p.surveyed_on < a.end_at
    where p.population is not null
)
select
    period,
    area_code,
    population_basis,
    population,
from ordered
where newness = 1
