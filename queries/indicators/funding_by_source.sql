/* ---
code:       M5
title:      {zh: 年度经费, en: Funds of the year}
definition: {zh: 期末所在年度各项经费之和，可按来源细分；以预算数为准，没有预算数的用拨付数，再用支出数, en: "Funds of the year in which the period ends, which can be told by source; by budget, else allocation, else spending"}
formula:    {zh: "Σ经费", en: sum of funds}
unit:       yuan
direction:  none
kind:       count
time:       year
theme:      funding
standard:   null
source:     [funding]
caveat:     {zh: 累计数不计入；标为“合计”的行不与其分项相加；有填报的社区没有某来源的，该来源按零计, en: "Cumulative figures are left out, and a row marked 合计 is not added to its parts; a community that reported has zero from sources it does not name"}
digits:     0
dimensions: [category]
parameters: [dimension]
--- */
with amounts as (
    select
        period,
        area_code,
        case when $dimension = 'category' then source_kind end as category,
        sum(amount_yuan) as yuan,
    from asked_fund
    group by period, area_code, category
),
reported as (
    select distinct period, area_code from amounts
),
sources as ( -- of the areas asked for: another city's sources are none of theirs
    select distinct
        a.period,
        a.category,
    from amounts as a
    join asked_subtree as s on s.area_code = a.area_code
)
select
    r.area_code,
    r.period,
    s.category,
    coalesce(a.yuan, 0) as numerator,
    null as denominator,
from reported as r
join sources as s on s.period = r.period
left join amounts as a
    on a.period = r.period and a.area_code = r.area_code and a.category is not distinct from s.category
