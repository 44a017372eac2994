-- Households of a community at a date, once per basis, under the code of today's area and the one they were reported under.
-- Where an export does not tell residents from others, 常住 falls back to 总: the caption of the page says which basis was asked.
with submitted as (
    select
        coalesce(s.area_code, c.area_code) as today_code,
        c.*,
    from raw_community as c
    left join dim_area_successor as s on s.old_code = c.area_code
    where coalesce(c.report_status, 'submitted') <> 'draft'
)
select today_code as area_code, area_code as reported_code, period as surveyed_on, 'resident' as household_basis,
    coalesce(households_resident, households_total) as households,
from submitted
union all
select today_code as area_code, area_code as reported_code, period as surveyed_on, 'total' as household_basis,
    coalesce(households_total, households_resident) as households,
from submitted
union all
select today_code as area_code, area_code as reported_code, period as surveyed_on, 'registered' as household_basis,
    households_registered as households,
from submitted
union all
select today_code as area_code, area_code as reported_code, period as surveyed_on, 'floating' as household_basis,
    households_floating as households,
from submitted
