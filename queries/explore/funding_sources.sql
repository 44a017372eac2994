-- Money below the areas asked for, by budget year, kind and source, in yuan.
select
    f.year,
    f.fund_kind,
    f.source_kind,
    cast(sum(f.budget_yuan) as double) as budget_yuan,
    cast(sum(f.allocated_yuan) as double) as allocated_yuan,
    cast(sum(f.spent_yuan) as double) as spent_yuan,
    cast(sum(f.amount_yuan) as double) as amount_yuan,
from fct_fund as f
join asked_subtree as s on s.area_code = f.area_code
group by f.year, f.fund_kind, f.source_kind
order by f.year, f.fund_kind, f.source_kind
