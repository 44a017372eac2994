/* ---
parameters: [household_basis]
--- */
-- Every community with its premises, households and what the chosen standards require of it.
select
    d.area_code,
    d.area_name,
    county.area_code as county_code,
    county.area_name as county_name,
    town.area_name as town_name,
    d.community_type,
    d.lon,
    d.lat,
    h.households,
    cast(p.floor_area_m2 as double) as floor_area_m2,
    cast(p.floor_area_m2 * 100 / nullif(h.households, 0) as double) as area_per_100_households,
    cast(ratio.value * h.households / 100 as double) as required_ratio_m2,
    fixed.value as floor_m2,
    greatest(cast(ratio.value * h.households / 100 as double), coalesce(fixed.value, 0)) as required_m2,
    case when h.households is not null and p.floor_area_m2 is not null and ratio.value is not null then
        cast(greatest(cast(ratio.value as decimal(18, 4)) * h.households / 100 - p.floor_area_m2, 0) as double)
    end as gap_m2,
    p.floor_area_m2 * 100 >= cast(ratio.value as decimal(18, 4)) * h.households as meets_ratio,
    p.floor_area_m2 >= fixed.value as meets_floor,
    p.ownership,
    p.surveyed_on,
from asked_community as d
left join asked_household as h on h.area_code = d.area_code and h.household_basis = $household_basis
left join asked_premises as p on p.area_code = d.area_code
left join dim_standard as ratio on ratio.area_code = d.area_code and ratio.standard = 'area_per_100_households'
left join dim_standard as fixed on fixed.area_code = d.area_code and fixed.standard = 'facility_floor'
left join dim_area as county on county.area_code = d.county_code
left join dim_area as town on town.area_code = d.town_code
order by d.area_code
