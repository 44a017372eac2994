-- Households of a community at a date, once per basis. Where an export does not tell residents from others,
-- 常住 falls back to 总: the caption of the page says which basis was asked.
with submitted as (
    select *
    from raw_community
    where coalesce(report_status, 'submitted') <> 'draft'
)
select area_code, period as surveyed_on, 'resident' as household_basis,
    coalesce(households_resident, households_total) as households,
from submitted
union all
select area_code, period as surveyed_on, 'total' as household_basis,
    coalesce(households_total, households_resident) as households,
from submitted
union all
select area_code, period as surveyed_on, 'registered' as household_basis,
    households_registered as households,
from submitted
