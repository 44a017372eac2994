-- Stated totals of money beside the sum of their parts (see stg_fund), compared in the first column that the total and every
-- part of it state: a budget is never held against what was allocated.
with parts as (
    select * from stg_fund where not (is_total and has_parts)
),
sums as (
    select
        t.area_code,
        t.reported_code,
        t.year,
        t.fund_kind,
        t.use_kind,
        t.source_kind,
        t.is_cumulative,
        t.budget_yuan,
        t.allocated_yuan,
        t.spent_yuan,
        case when count(*) = count(p.budget_yuan) then sum(p.budget_yuan) end as budget_parts,
        case when count(*) = count(p.allocated_yuan) then sum(p.allocated_yuan) end as allocated_parts,
        case when count(*) = count(p.spent_yuan) then sum(p.spent_yuan) end as spent_parts,
    from stg_fund as t
    join parts as p
        on p.reported_code = t.reported_code
        and p.year = t.year
        and p.fund_kind = t.fund_kind
        and p.is_cumulative = t.is_cumulative
        and (p.use_kind = t.use_kind or not t.names_use)
    where t.is_total and t.has_parts
    group by
        t.area_code, t.reported_code, t.year, t.fund_kind, t.use_kind, t.source_kind, t.is_cumulative,
        t.budget_yuan, t.allocated_yuan, t.spent_yuan
)
select
    area_code,
    reported_code,
    year,
    fund_kind,
    use_kind,
    is_cumulative,
    case
        when budget_yuan + budget_parts is not null then budget_yuan
        when allocated_yuan + allocated_parts is not null then allocated_yuan
        else spent_yuan
    end as stated_yuan,
    case
        when budget_yuan + budget_parts is not null then budget_parts
        when allocated_yuan + allocated_parts is not null then allocated_parts
        else spent_parts
    end as parts_yuan,
from sums
where coalesce(budget_yuan + budget_parts, allocated_yuan + allocated_parts, spent_yuan + spent_parts) is not null
