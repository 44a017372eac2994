/* ---
title:    {zh: 各来源资金之和与合计不符, en: Money by source does not make the stated total}
a:        {zh: 各来源之和, en: Sum of the sources}
b:        {zh: 合计, en: Total as stated}
unit:     yuan
why:      {zh: 合计与分项若出自不同年份、层级或范围就对不上；差额不应摊入任何一项, en: "Total and parts differ where they are of other years, levels or scopes; the difference must not be spread over the parts"}
severity: warning
--- */
-- Rows of money whose source is 合计, against the other rows of the same area, year, fund, use and span.
with amounts as (
    select
        area_code,
        year,
        fund_kind,
        use_kind,
        is_cumulative,
        is_total,
        coalesce(budget_yuan, allocated_yuan, spent_yuan) as amount_yuan,
    from stg_fund
    where has_parts
)
select
    area_code,
    year || ' · ' || fund_kind || ' · ' || use_kind as subject,
    cast(sum(amount_yuan) filter (where not is_total) as double) as figure_a,
    cast(sum(amount_yuan) filter (where is_total) as double) as figure_b,
from amounts
group by area_code, year, fund_kind, use_kind, is_cumulative
having sum(amount_yuan) filter (where not is_total) <> sum(amount_yuan) filter (where is_total)
