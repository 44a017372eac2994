-- What an area itself states of the amounts that ratios set against one another. A village is not asked how many workers it
-- has per urban resident: it has 0 of both.
select period, area_code, 'households_' || household_basis as amount_kind, households as amount
from asked_household
union all
select
    p.period,
    p.area_code,
    'urban_population_' || p.population_basis as amount_kind,
    case when d.community_type = 'rural' then 0 else p.population end as amount,
from asked_population as p
join dim_area as d on d.area_code = p.area_code
union all
select
    x.period,
    x.area_code,
    'urban_staff' as amount_kind,
    case when d.community_type = 'rural' then 0 else x.staff_total end as amount,
from asked_staff as x
join dim_area as d on d.area_code = x.area_code
union all
select period, area_code, 'grids' as amount_kind, grids as amount
from asked_grid
union all
select period, area_code, 'grid_workers' as amount_kind, workers as amount
from asked_grid_worker
union all
select period, area_code, 'members_linked' as amount_kind, members_linked as amount
from asked_party_link
union all
select period, area_code, 'organisations' as amount_kind, organisations as amount
from asked_party_link
union all
select period, area_code, 'compounds' as amount_kind, compounds as amount
from asked_compound
