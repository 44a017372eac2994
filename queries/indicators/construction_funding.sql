/* ---
code:       M5
title:      {zh: 累计建设投入, en: Building funds to date}
definition: {zh: 截至期末所在年度最近一次填报的累计建设资金之和，可按来源细分；以拨付数为准，没有拨付数的用预算数，再用支出数, en: "Cumulative building funds as last stated up to the year in which the period ends, which can be told by source; by allocation, else budget, else spending"}
formula:    {zh: "Σ累计建设资金", en: sum of cumulative building funds}
unit:       yuan
direction:  none
kind:       count
time:       year
theme:      funding
standard:   null
source:     [funding]
caveat:     {zh: 累计数跨多个年度，不得与任何年度数相加；累计指到现在拨付了多少，所以先取拨付；同一地区、经费和用途只取最近一年的累计；标为“合计”的行不与其分项相加, en: "Spans several years and is never added to a year; to date means paid so far, so the allocation comes first; of one area, fund and use only the latest statement counts; a row marked 合计 is not added to its parts"}
own_rows:   true
digits:     0
dimensions: [category]
parameters: [dimension]
--- */
select
    area_code,
    period,
    case when $dimension = 'category' then source_kind end as category,
    sum(amount_yuan) as numerator,
    null as denominator,
from asked_cumulative_fund
where fund_kind = 'construction' and not (is_total and has_parts)
group by area_code, period, category
