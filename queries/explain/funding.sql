/* ---
parameters: [names]
--- */
-- Money of the budget year in which the period ends; and sums of years as last told until then, where the indicator reads those. A total
-- that has parts is a check on them and no money (see stg_fund).
with told as (
    select
        coalesce(s.area_code, f.area_code) as today_code,
        s.area_code is null as is_own,
        f.*,
        a.year as asked_year,
    from raw_funding as f
    join asked_period as a on f.year <= a.year
    left join dim_area_successor as s on s.old_code = f.area_code
),
ordered as (
    select
        x.*,
        g.is_total and g.has_parts as is_check,
        g.amount_yuan,
        max(x.year) over (partition by x.area_code, x.fund_kind, x.use_kind, x.is_cumulative) as last_year,
        bool_or(x.is_own) over (
            partition by x.today_code, x.fund_kind, x.is_cumulative, case when x.is_cumulative then null else x.year end
        ) as reports_itself,
    from told as x
    left join stg_fund as g
        on g.reported_code = x.area_code
        and g.year = x.year
        and g.fund_kind = x.fund_kind
        and g.source_kind = x.source_kind
        and g.use_kind = x.use_kind
        and g.is_cumulative = x.is_cumulative
    where (x.is_cumulative and (list_contains($names, 'asked_cumulative_fund')))
        or (not x.is_cumulative and x.year = x.asked_year and (list_contains($names, 'fct_fund') or list_contains($names, 'stg_fund_total')))
)
select
    o.today_code as area_code,
    d.area_name,
    o.area_code as reported_code,
    o.year,
    o.fund_kind,
    o.source_kind,
    o.use_kind,
    o.budget_yuan,
    o.allocated_yuan,
    o.spent_yuan,
    o.is_cumulative,
    o.unit_raw,
    case
        when o.is_cumulative and o.year < o.last_year then 'superseded'
        when o.reports_itself and not o.is_own then 'told_anew'
        when o.is_check then 'total'
        else 'current'
    end as standing,
    o.source_file,
    o.source_row,
from ordered as o
join asked_subtree as t on t.area_code = o.today_code
join dim_area as d on d.area_code = o.today_code
order by standing <> 'current', o.today_code, o.year desc, o.fund_kind, o.source_kind, o.use_kind, o.area_code
