/* ---
code:       G5
title:      {zh: 党员联系户数合规率, en: Party links within the band}
definition: {zh: 平均每名党员联系户数在上下限之内的社区数，占有填报的社区数的比例, en: "Communities whose Party members are linked with a number of households within the limits, among those that reported"}
formula:    {zh: 联系户数在上下限之内的社区数 ÷ 社区数, en: communities within the limits / communities}
unit:       percent
direction:  higher
kind:       proportion
time:       stock
theme:      grids
standard:   null
thresholds: [party_link_min, party_link_max]
source:     [party_link]
caveat:     {zh: 按社区平均判定，不是逐名党员；没有党员参与联系的社区视为缺报, en: "Judged by the community's mean, not member by member; a community without any linked member is missing"}
--- */
select
    p.area_code,
    p.period,
    cast(
        p.households_linked >= low.value * p.members_linked and p.households_linked <= high.value * p.members_linked as integer
    ) as numerator,
    case when p.members_linked > 0 and p.households_linked is not null then 1 end as denominator,
from asked_party_link as p
join dim_standard as low on low.area_code = p.area_code and low.standard = 'party_link_min'
join dim_standard as high on high.area_code = p.area_code and high.standard = 'party_link_max'
