/* ---
code:       F8
title:      {zh: 租借或无用房社区, en: Rented premises or none}
definition: {zh: 在用用房全部为租赁、借用，或没有在用用房的社区数，占有用房填报的社区数的比例, en: "Communities whose premises in use are all rented or borrowed, or that have none in use, among those that reported premises"}
formula:    {zh: 仅有租借用房或无用房的社区数 ÷ 社区数, en: "communities with rented or borrowed premises alone, or none / communities"}
unit:       percent
direction:  lower
kind:       proportion
time:       stock
theme:      premises
standard:   null
source:     [facility]
caveat:     {zh: 产权常有漏填：没有自有、划拨用房且有产权不明的，列为缺报, en: "Ownership is often left blank: a community without owned premises and with some of unknown ownership counts as missing"}
--- */
with owned as (
    select
        f.period,
        f.area_code,
        count(*) filter (where f.is_counted) as premises,
        count(*) filter (where f.is_counted and f.ownership in ('owned', 'allocated')) as own,
        count(*) filter (where f.is_counted and f.ownership is null) as unknown,
    from asked_facility as f
    group by f.period, f.area_code
)
select
    area_code,
    period,
    case
        when own > 0 then 0
        when unknown = 0 then 1 -- none in use at all included
    end as numerator,
    1 as denominator,
from owned
