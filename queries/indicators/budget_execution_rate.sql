/* ---
code:       M4
title:      {zh: 预算执行率, en: Budget execution}
definition: {zh: 期末所在年度支出数占预算数的比例，只计预算和支出均有填报的经费, en: "Spending of the year as a share of its budget, for funds whose budget and spending are both known"}
formula:    {zh: "Σ支出 ÷ Σ预算 × 100%", en: sum of spending / sum of budget}
unit:       percent
direction:  higher
kind:       ratio
time:       year
theme:      funding
standard:   null
source:     [funding]
caveat:     {zh: 预算取调整后数；年中数字偏低属正常，临近年底突击支出也会推高, en: "By the adjusted budget; low in mid-year by nature, and a rush at the year’s end lifts it"}
--- */
select
    f.area_code,
    f.period,
    sum(f.spent_yuan) filter (where f.budget_yuan is not null) as numerator,
    sum(f.budget_yuan) filter (where f.spent_yuan is not null) as denominator,
from asked_fund as f
group by f.area_code, f.period
