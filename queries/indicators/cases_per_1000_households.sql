/* ---
code:       C1
title:      {zh: 每千户案件数, en: "Cases per 1,000 households"}
definition: {zh: 期内上报的案件数（作废除外）与户数之比, en: "Cases reported in the period, void ones left out, for every 1,000 households"}
formula:    {zh: 案件数 ÷ 户数 × 1000, en: "cases / households × 1,000"}
unit:       cases_per_1000_households
direction:  none
kind:       ratio
time:       flow
theme:      cases
standard:   null
source:     [case, community]
caveat:     {zh: 随时段长短而变；户数按所选口径，取期末最近一次填报；从未有案件的县（区）不计户数；不知道户数的地方，其案件也不计入；网格员多则上报多，多不等于差，不参与评分, en: "Grows with the length of the period; households by the chosen basis, as last reported when the period ends; households of counties that never sent a case are left out, and so are cases where no households are known; more grid workers report more: more is not worse, and it is never scored"}
parameters: [household_basis]
--- */
-- Cases and what they are set against often stand at different levels (cases at communities, households at the town). Each
-- is a row of its own that adds nothing to the other, and both are summed up the tree. What an office reports beside the
-- areas below it is their sum once more. A case where nothing at all is known of households is unknown, not exposed to nobody.
with stated as (
    select
        e.period,
        e.area_code,
        e.households,
    from asked_household as e
    join asked_case_area as c on c.area_code = e.area_code
    where e.household_basis = $household_basis
),
doubled as (
    select distinct
        t.ancestor_code as area_code,
        below.period,
    from stated as below
    join dim_area_tree as t on t.area_code = below.area_code and t.depth > 0
),
exposed as (
    select
        s.period,
        s.area_code,
        s.households,
    from stated as s
    left join doubled as d on d.area_code = s.area_code and d.period = s.period
    where d.area_code is null
),
reached as (
    select
        e.period,
        t.area_code,
    from exposed as e
    join dim_area_tree as t on t.ancestor_code = e.area_code
    union
    select
        e.period,
        t.ancestor_code as area_code,
    from exposed as e
    join dim_area_tree as t on t.area_code = e.area_code and t.depth > 0
),
counted as (
    select
        t.area_code,
        a.period,
        sum(t.cases - t.void) as cases,
    from case_handling as t
    join asked_period as a on t.reported_cut > a.start_at and t.reported_cut <= a.end_at and t.reported_cut <= a.cutoff_at
    where t.dimension = 'all'
    group by t.area_code, a.period
)
select
    c.area_code,
    c.period,
    c.cases as numerator,
    case when r.area_code is not null then 0 end as denominator,
from counted as c
left join reached as r on r.area_code = c.area_code and r.period = c.period
union all
select
    area_code,
    period,
    0 as numerator,
    households as denominator,
from exposed
