/* ---
code:       P1
title:      {zh: 平均每厅开会次数, en: Sittings per council hall}
definition: {zh: 本期议事会次数除以期末议事厅数, en: "Sittings held in the period, per council hall open at its end"}
formula:    {zh: 开会次数 ÷ 议事厅, en: sittings / halls}
unit:       per_hall
direction:  none
kind:       ratio
time:       flow
theme:      participation
standard:   null
source:     [sitting, hall]
caveat:     {zh: 按会议记录，不按制度规定的频次；期间越长数值越大, en: "As recorded, not as often as the rules foresee; the longer the period, the larger the figure"}
own_rows:   true
digits:     2
--- */
-- Halls and sittings are lists of their own: an area with halls alone adds 0 sittings where its district keeps a list of
-- sittings at all (else how often they sat is unknown), one with sittings alone adds 0 halls.
with keeping_lists as (
    select distinct
        county.area_code,
    from raw_sitting as x
    left join dim_area_successor as s on s.old_code = x.area_code
    join dim_area_tree as t on t.area_code = coalesce(s.area_code, x.area_code)
    join dim_area as county on county.area_code = t.ancestor_code and county.level = 'county'
),
halls as (
    select
        h.area_code,
        h.period,
        count(distinct (h.listed_code, h.hall_id)) as halls,
        bool_or(k.area_code is not null) as keeps_list,
    from asked_hall as h
    join dim_area_tree as t on t.area_code = h.area_code
    left join keeping_lists as k on k.area_code = t.ancestor_code
    group by h.area_code, h.period
)
select area_code, period, case when keeps_list then 0 end as numerator, halls as denominator
from halls
union all
select area_code, period, count(*) as numerator, 0 as denominator
from asked_sitting
group by area_code, period
