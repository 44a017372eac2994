/* ---
title:      {zh: 住宅小区, en: Residential compounds}
definition: {zh: 小区名册所列的住宅小区数, en: Residential compounds in the list}
formula:    {zh: 小区数, en: number of compounds}
unit:       compounds
direction:  none
kind:       count
time:       stock
theme:      grids
standard:   null
source:     [compound]
caveat:     {zh: 名册没有日期，各期相同, en: The list has no dates and is the same for every period}
own_rows:   true
digits:     0
--- */
select
    area_code,
    period,
    compounds as numerator,
    null as denominator,
from asked_compound
