/* ---
title:      {zh: 社区数, en: Communities}
definition: {zh: 现行区划中的社区（村）数, en: Communities and villages in the areas of today}
formula:    {zh: 社区数, en: number of communities}
unit:       communities
direction:  none
kind:       count
time:       stock
theme:      community
standard:   null
source:     [area]
caveat:     {zh: 按现行区划计，不随所选时期变化；已撤销的地区不计, en: Counts the areas of today whatever the period; closed areas are left out}
digits:     0
--- */
select
    d.area_code,
    a.period,
    1 as numerator,
    null as denominator,
from dim_area as d
cross join asked_period as a
where d.level = 'community'
