/* ---
parameters: [household_basis]
--- */
-- Every community, and every office above that keeps grids or their workers itself, with households, grids and full-time grid
-- workers, and whether the mean grid lies within the chosen limits. What an office alone knows is set against the sum of its
-- communities.
with amounts as (
    select
        area_code,
        max(amount) filter (where amount_kind = 'households_' || $household_basis) as households,
        max(amount) filter (where amount_kind = 'grids') as grids,
        max(amount) filter (where amount_kind = 'grid_workers') as workers,
        bool_or(is_own and amount_kind in ('grids', 'grid_workers')) as keeps_grids,
    from asked_amount
    where amount_kind in ('households_' || $household_basis, 'grids', 'grid_workers')
    group by area_code
)
select
    p.area_code,
    p.area_name,
    p.county_name,
    p.town_name,
    m.households,
    m.grids,
    cast(m.households as double) / nullif(m.grids, 0) as households_per_grid,
    m.workers,
    cast(m.households as double) / nullif(m.workers, 0) as households_per_worker,
    m.households >= coalesce(low.value * m.grids, 0) and m.households <= high.value * m.grids as is_in_band,
from asked_place as p
left join amounts as m on m.area_code = p.area_code
left join dim_standard as low on low.area_code = p.area_code and low.standard = 'grid_size_min'
left join dim_standard as high on high.area_code = p.area_code and high.standard = 'grid_size_max'
where p.is_community or m.keeps_grids
order by p.area_code
