/* ---
parameters: [household_basis, population_basis]
--- */
-- What kind of area each one is, as sums over its communities: their types, households, people and land. Nothing here depends on how
-- it is governed, so areas can be held to be alike by it and then be compared in what they achieve. A density counts the people of
-- communities that state their land, a share of the floating population those of communities that state both.
with features as (
    select
        d.area_code,
        d.community_type,
        h.households,
        case when land.land_area_km2 > 0 then p.population end as people_on_land,
        case when p.population is not null then land.land_area_km2 end as land_area_km2,
        case when everyone.population >= floating.population then floating.population end as floating,
        case when everyone.population >= floating.population then everyone.population end as people_told_apart,
    from asked_community as d
    left join asked_household as h on h.area_code = d.area_code and h.household_basis = $household_basis
    left join asked_population as p on p.area_code = d.area_code and p.population_basis = $population_basis
    left join asked_population as everyone on everyone.area_code = d.area_code and everyone.population_basis = 'total'
    left join asked_population as floating on floating.area_code = d.area_code and floating.population_basis = 'floating'
    left join asked_land as land on land.area_code = d.area_code
)
select
    up.area_code,
    up.area_name,
    up.level,
    count(*) as communities,
    count(*) filter (where f.community_type = 'urban') as urban,
    count(f.community_type) as typed,
    sum(f.households) as households,
    count(f.households) as counted,
    sum(f.people_on_land) as people_on_land,
    cast(sum(f.land_area_km2) as double) as land_area_km2,
    sum(f.floating) as floating,
    sum(f.people_told_apart) as people_told_apart,
from features as f
join dim_area_tree as t on t.area_code = f.area_code
join dim_area as up on up.area_code = t.ancestor_code
join asked_subtree as s on s.area_code = up.area_code
group by up.area_code, up.area_name, up.level
order by up.area_code
