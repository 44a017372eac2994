/* ---
parameters: [household_basis]
--- */
-- Every community with its two funds of the year, their floors and the money per household.
select
    d.area_code,
    d.area_name,
    county.area_code as county_code,
    county.area_name as county_name,
    d.community_type,
    f.year,
    cast(f.work_yuan as double) as work_yuan,
    work.value as work_floor_yuan,
    f.work_yuan >= work.value as meets_work,
    cast(f.service_yuan as double) as service_yuan,
    service.value as service_floor_yuan,
    f.service_yuan >= service.value as meets_service,
    cast(f.total_yuan as double) as total_yuan,
    h.households,
    cast(f.total_yuan as double) / nullif(h.households, 0) as yuan_per_household,
from asked_community as d
left join asked_community_fund as f on f.area_code = d.area_code
left join asked_household as h on h.area_code = d.area_code and h.household_basis = $household_basis
left join dim_standard as work on work.area_code = d.area_code and work.standard = 'work_fund_floor'
left join dim_standard as service on service.area_code = d.area_code and service.standard = 'service_fund_floor'
left join dim_area as county on county.area_code = d.county_code
order by d.area_code
