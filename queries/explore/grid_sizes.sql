-- Every grid with the households it states, for the distribution of sizes.
select
    p.area_code,
    p.area_name,
    g.grid_id,
    g.grid_name,
    g.households,
from stg_grid as g
join asked_place as p on p.area_code = g.area_code
order by p.area_code, g.grid_id
