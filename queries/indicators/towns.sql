/* ---
title:      {zh: 乡镇街道数, en: Towns and streets}
definition: {zh: 现行区划中的乡镇、街道数, en: Towns and sub-districts in the areas of today}
formula:    {zh: 乡镇街道数, en: number of towns and sub-districts}
unit:       areas
direction:  none
kind:       count
time:       stock
theme:      community
standard:   null
source:     [area]
caveat:     {zh: 按现行区划计，不随所选时期变化；只计已导入区划表的乡镇街道, en: "Counts the areas of today whatever the period, as far as the list of areas holds them"}
own_rows:   true
digits:     0
--- */
select
    d.area_code,
    a.period,
    1 as numerator,
    null as denominator,
from dim_area as d
cross join asked_period as a
where d.level = 'town'
