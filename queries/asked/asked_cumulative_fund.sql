-- Cumulative money as last stated up to the year of each period asked for: of one area, fund and use only the latest year. What an
-- area's predecessors stated counts until the area states that fund itself; of several that were merged, the last word of each. Stated
-- totals are among the rows (is_total, has_parts: see stg_fund).
with ordered as (
    select
        a.period,
        f.*,
        max(f.year) over (partition by a.period, f.reported_code, f.fund_kind, f.use_kind) as last_year,
        bool_or(f.reported_code = f.area_code) over (partition by a.period, f.area_code, f.fund_kind) as reports_itself,
    from asked_period as a
    join stg_fund as f on f.is_cumulative and f.year <= a.year
)
select
    period,
    area_code,
    reported_code,
    year,
    fund_kind,
    source_kind,
    use_kind,
    amount_yuan,
    is_total,
    has_parts,
from ordered
where year = last_year and (reported_code = area_code or not reports_itself)
