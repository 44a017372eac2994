/* ---
code:       T3
title:      {zh: 当年新增500㎡以上用房目标, en: Target of new sites of 500 m² or more}
definition: {zh: 上级下达的、期末所在年度新增500㎡以上用房的目标数, en: New premises of 500 m² or more that areas were set to build in the year in which the period ends}
formula:    {zh: "Σ目标值", en: sum of targets}
unit:       sites
direction:  none
kind:       count
time:       year
theme:      premises
standard:   null
source:     [target]
caveat:     {zh: 下级已有目标的，上级的总目标不重复相加；没有下达目标不等于目标为零, en: The total of an area is not added to the targets of the areas below it; no target is not a target of zero}
own_rows:   true
digits:     0
--- */
with targets as (
    select
        a.period,
        coalesce(s.area_code, t.area_code) as area_code,
        t.value,
    from asked_period as a
    join raw_target as t on t.year = a.year and t.metric = 'new_sites_500'
    left join dim_area_successor as s on s.old_code = t.area_code
),
divided as ( -- areas whose total was divided among areas below them
    select distinct
        below.period,
        up.ancestor_code as area_code,
    from targets as below
    join dim_area_tree as up on up.area_code = below.area_code and up.depth > 0
)
select
    t.area_code,
    t.period,
    t.value as numerator,
    null as denominator,
from targets as t
left join divided as d on d.area_code = t.area_code and d.period = t.period
where d.area_code is null
