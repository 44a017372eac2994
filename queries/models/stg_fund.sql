-- Money as it was reported, annual and cumulative, under the codes of today's areas and those it was reported under. The amount
-- of a year is the budget where it is stated, else what was allocated, else what was spent. To date it is what was allocated
-- first: a sum over years says what was paid so far, and nobody budgets the past.
--
-- A row whose source is 合计 (总计, 小计) states what its parts add up to: the other rows of the same area, year, fund and span,
-- and of the same use where the total names one (a total of no use holds them all, totals of a use that stand alone included). Where
-- there are parts, it is a check and no money; alone, it is all that is known and counts.
--
-- A fund of a year that today's area reports itself is not reported once more by the areas it came from.
with reported as (
    select
        coalesce(s.area_code, f.area_code) as area_code,
        f.area_code as reported_code,
        f.year,
        f.fund_kind,
        f.source_kind,
        f.use_kind,
        f.is_cumulative,
        f.budget_yuan,
        f.allocated_yuan,
        f.spent_yuan,
        case
            when f.is_cumulative then coalesce(f.allocated_yuan, f.budget_yuan, f.spent_yuan)
            else coalesce(f.budget_yuan, f.allocated_yuan, f.spent_yuan)
        end as amount_yuan,
        trim(f.source_kind) in ('合计', '总计', '小计', '总和') as is_total,
        f.use_kind <> '未注明' as names_use,
        bool_or(s.area_code is null) over (
            partition by coalesce(s.area_code, f.area_code), f.year, f.fund_kind, f.is_cumulative
        ) as reports_itself,
    from raw_funding as f
    left join dim_area_successor as s on s.old_code = f.area_code
)
select
    area_code,
    reported_code,
    year,
    fund_kind,
    source_kind,
    use_kind,
    is_cumulative,
    budget_yuan,
    allocated_yuan,
    spent_yuan,
    amount_yuan,
    is_total,
    names_use,
    case
        when names_use then count(*) filter (where not is_total) over of_use
        else count(*) filter (where not is_total or names_use) over of_fund
    end > 0 as has_parts,
from reported
where is_cumulative or reported_code = area_code or not reports_itself
window
    of_use as (partition by reported_code, year, fund_kind, is_cumulative, use_kind),
    of_fund as (partition by reported_code, year, fund_kind, is_cumulative)
