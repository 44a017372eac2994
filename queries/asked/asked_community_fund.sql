-- The two funds of each community in the budget year of each period asked for, and all its money.
select
    period,
    area_code,
    year,
    sum(amount_yuan) filter (where fund_kind = 'work') as work_yuan,
    sum(amount_yuan) filter (where fund_kind = 'service_masses') as service_yuan,
    sum(amount_yuan) as total_yuan,
from asked_fund
group by period, area_code, year
