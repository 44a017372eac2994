-- Money of the budget year in which each period asked for ends.
select
    a.period,
    f.area_code,
    f.fund_kind,
    f.source_kind,
    f.amount_yuan,
    f.budget_yuan,
    f.allocated_yuan,
    f.spent_yuan,
    f.year,
from asked_period as a
join fct_fund as f on f.year = a.year
