/* ---
code:       M5
title:      {zh: 经费来源与合计之差, en: Parts less stated total}
definition: {zh: 各来源经费之和减去填报的合计数，逐个合计行比对后相加, en: "Sum of funds by source less the total that the report states, summed over all stated totals"}
formula:    {zh: "Σ分项 − 合计", en: sum of parts − stated total}
unit:       yuan
direction:  none
kind:       count
time:       year
theme:      funding
standard:   null
source:     [funding]
caveat:     {zh: 来源为“合计”的行即填报的合计数；应为零；正负会相抵，须逐地区核对；含当年经费和最近一次的累计经费, en: "A row whose source is 合计 states the total; it should be zero, and areas can offset one another, so look at each; funds of the year and the latest cumulative ones"}
own_rows:   true
digits:     0
--- */
with amounts as (
    select
        a.period,
        f.area_code,
        f.fund_kind,
        f.use_kind,
        f.is_cumulative,
        f.year,
        sum(coalesce(f.allocated_yuan, f.budget_yuan, f.spent_yuan)) filter (where not f.is_total) as parts_yuan,
        sum(coalesce(f.allocated_yuan, f.budget_yuan, f.spent_yuan)) filter (where f.is_total) as stated_yuan,
        max(f.year) over (partition by a.period, f.area_code, f.fund_kind, f.use_kind, f.is_cumulative) as last_year,
    from asked_period as a
    join stg_fund as f on f.year = a.year or (f.is_cumulative and f.year < a.year)
    group by a.period, f.area_code, f.fund_kind, f.use_kind, f.is_cumulative, f.year
)
select
    area_code,
    period,
    sum(parts_yuan - stated_yuan) as numerator,
    null as denominator,
from amounts
where year = last_year and parts_yuan is not null and stated_yuan is not null
group by area_code, period
