-- Grid workers as last known when each period asked for ends: the full-time workers of the register of grids, where it states
-- any; else the number that the latest survey of staff gives. A register cannot tell when a worker began, so it answers for
-- every period.
select
    coalesce(g.period, s.period) as period,
    coalesce(g.area_code, s.area_code) as area_code,
    coalesce(g.workers_full, s.grid_workers) as workers,
from asked_grid as g
full join asked_staff as s on s.period = g.period and s.area_code = g.area_code
where coalesce(g.workers_full, s.grid_workers) is not null
