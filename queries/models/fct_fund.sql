-- Money of a community in a budget year. The amount is the budget where it is stated, else what was allocated, else
-- what was spent. Cumulative figures are no figures of a year, and a stated total is never added to its parts (see stg_fund).
select
    area_code,
    year,
    fund_kind,
    source_kind,
    use_kind,
    coalesce(budget_yuan, allocated_yuan, spent_yuan) as amount_yuan,
    budget_yuan,
    allocated_yuan,
    spent_yuan,
from stg_fund
where not is_cumulative and not (is_total and has_parts)
