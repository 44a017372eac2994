/* ---
title:      {zh: “红色物业”覆盖率, en: Party-led property management}
definition: {zh: 由党组织引领物业服务的小区数，占注明此项的小区数的比例, en: "Residential compounds whose property management a Party organisation leads, among those of which it is stated"}
formula:    {zh: 红色物业小区数 ÷ 注明的小区数, en: compounds with it / compounds where it is stated}
unit:       percent
direction:  higher
kind:       proportion
time:       stock
theme:      grids
standard:   null
source:     [compound]
caveat:     {zh: 名册未注明的小区不计入；名册没有日期，各期相同, en: Compounds of which the list does not say are left out; the list has no dates and is the same for every period}
own_rows:   true
--- */
select
    area_code,
    period,
    red_property as numerator,
    stated as denominator,
from asked_compound
