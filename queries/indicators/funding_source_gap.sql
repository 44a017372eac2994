/* ---
code:       M5
title:      {zh: 经费来源与合计之差, en: Parts less stated total}
definition: {zh: 各来源经费之和减去填报的合计数，逐个合计行比对后相加；取合计与各分项都有的一栏（预算、拨付、支出依次）, en: "Sum of funds by source less the total that the report states, summed over all stated totals; in the first column (budget, allocation, spending) that the total and every part state"}
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
with totals as (
    select
        a.period,
        t.area_code,
        t.parts_yuan - t.stated_yuan as gap_yuan,
    from asked_period as a
    join stg_fund_total as t on t.year = a.year and not t.is_cumulative
    union all
    select
        f.period,
        f.area_code,
        t.parts_yuan - t.stated_yuan as gap_yuan,
    from (select distinct period, area_code, reported_code, year, fund_kind, use_kind from asked_cumulative_fund where is_total) as f
    join stg_fund_total as t
        on t.reported_code = f.reported_code
        and t.year = f.year
        and t.fund_kind = f.fund_kind
        and t.use_kind = f.use_kind
        and t.is_cumulative
)
select
    area_code,
    period,
    sum(gap_yuan) as numerator,
    null as denominator,
from totals
group by area_code, period
