-- Money of a community in a budget year. Cumulative figures are no figures of a year, and a stated total is never added to its
-- parts; which amount is taken and who reports it: see stg_fund.
select
    area_code,
    year,
    fund_kind,
    source_kind,
    use_kind,
    amount_yuan,
    budget_yuan,
    allocated_yuan,
    spent_yuan,
from stg_fund
where not is_cumulative and not (is_total and has_parts)
