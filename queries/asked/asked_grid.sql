-- Grids of each area with the households and full-time workers that their register states. The register has no dates, so it
-- answers alike for every period asked for.
select
    a.period,
    g.area_code,
    count(*) as grids,
    sum(g.households) as households,
    sum(g.worker_full) as workers_full,
from stg_grid as g
cross join asked_period as a
group by a.period, g.area_code
