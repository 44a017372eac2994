/* ---
parameters: [population_basis]
--- */
-- Every community with its volunteers, teams and whether they reach the chosen standards.
select
    d.area_code,
    d.area_name,
    county.area_code as county_code,
    county.area_name as county_name,
    d.lon,
    d.lat,
    p.population,
    v.registered,
    v.active,
    100.0 * v.registered / nullif(p.population, 0) as share,
    v.teams,
    v.registered * 100 >= share.value * p.population as meets_share,
    v.teams >= teams.value as meets_teams,
    v.registered * 100 >= share.value * p.population and v.teams >= teams.value as covered,
from asked_community as d
left join asked_population as p on p.area_code = d.area_code and p.population_basis = $population_basis
left join asked_volunteer as v on v.area_code = d.area_code
left join dim_standard as share on share.area_code = d.area_code and share.standard = 'volunteer_share'
left join dim_standard as teams on teams.area_code = d.area_code and teams.standard = 'volunteer_teams'
left join dim_area as county on county.area_code = d.county_code
order by d.area_code
