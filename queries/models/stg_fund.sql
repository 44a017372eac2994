-- Money as it was reported, annual and cumulative, under the codes of today's areas. A row whose source is 合计 (总计, 小计)
-- states what its parts add up to: the other rows of the same area, year, fund, use and span. Where there are parts, it is
-- a check and no money; alone, it is all that is known and counts.
with reported as (
    select
        coalesce(s.area_code, f.area_code) as area_code,
        f.year,
        f.fund_kind,
        f.source_kind,
        f.use_kind,
        f.is_cumulative,
        f.budget_yuan,
        f.allocated_yuan,
        f.spent_yuan,
        trim(f.source_kind) in ('合计', '总计', '小计', '总和') as is_total,
    from raw_funding as f
    left join dim_area_successor as s on s.old_code = f.area_code
)
select
    area_code,
    year,
    fund_kind,
    source_kind,
    use_kind,
    is_cumulative,
    budget_yuan,
    allocated_yuan,
    spent_yuan,
    is_total,
    count(*) filter (where not is_total) over (
        partition by area_code, year, fund_kind, use_kind, is_cumulative
    ) > 0 as has_parts,
from reported
