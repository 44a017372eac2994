/* ---
code:       C1
title:      {zh: 网格员人均案件数, en: Cases per grid worker}
definition: {zh: 期内上报的案件数（作废除外）与网格员人数之比, en: "Cases reported in the period, void ones left out, for every grid worker"}
formula:    {zh: 案件数 ÷ 网格员数, en: cases / grid workers}
unit:       cases_per_worker
direction:  none
kind:       ratio
time:       flow
theme:      cases
standard:   null
source:     [case, grid, staff]
caveat:     {zh: 随时段长短而变；含群众自行上报的案件；网格员取网格名册的专职人数，没有名册的取人员统计；不知道网格员人数的地方，其案件不计入, en: "Grows with the length of the period; includes cases that residents reported themselves; workers are the full-time ones of the register of grids, else of the survey of staff; cases where no workers are known are left out"}
--- */
-- Cases and what they are set against often stand at different levels (cases at communities, workers at the town). Each
-- is a row of its own that adds nothing to the other, and both are summed up the tree. What an office reports beside the
-- areas below it is their sum once more. A case where nothing at all is known of workers is unknown, not exposed to nobody.
with stated as (
    select
        e.period,
        e.area_code,
        e.workers,
    from asked_grid_worker as e
    join asked_case_area as c on c.area_code = e.area_code
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
        s.workers,
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
    workers as denominator,
from exposed
