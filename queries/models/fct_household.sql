-- Households of a community at a date, once per basis, under the code of today's area and the one they were reported under.
-- Where an export never tells residents from others, 常住 falls back to 总 and the other way round (is_stated is false): the
-- caption of the page says which basis was asked. Of an area that told them once, no later total takes their place.
with submitted as (
    select
        coalesce(s.area_code, c.area_code) as today_code,
        c.*,
        count(c.households_resident) over (partition by c.area_code) > 0 as tells_residents,
        count(c.households_total) over (partition by c.area_code) > 0 as tells_total,
    from raw_community as c
    left join dim_area_successor as s on s.old_code = c.area_code
    where coalesce(c.report_status, 'submitted') <> 'draft'
)
select today_code as area_code, area_code as reported_code, period as surveyed_on, 'resident' as household_basis,
    case when tells_residents then households_resident else households_total end as households,
    households_resident is not null as is_stated,
from submitted
union all
select today_code as area_code, area_code as reported_code, period as surveyed_on, 'total' as household_basis,
    case when tells_total then households_total else households_resident end as households,
    households_total is not null as is_stated,
from submitted
union all
select today_code as area_code, area_code as reported_code, period as surveyed_on, 'registered' as household_basis,
    households_registered as households, households_registered is not null as is_stated,
from submitted
union all
select today_code as area_code, area_code as reported_code, period as surveyed_on, 'floating' as household_basis,
    households_floating as households, households_floating is not null as is_stated,
from submitted
