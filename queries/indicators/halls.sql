/* ---
code:       P1
title:      {zh: 居民议事厅, en: Council halls}
definition: {zh: 期末已开放的居民议事厅数, en: "Residents' council halls open at the end of the period"}
formula:    {zh: 议事厅数, en: number of halls}
unit:       halls
direction:  none
kind:       count
time:       stock
theme:      participation
standard:   null
source:     [hall]
caveat:     {zh: 没有开放日期的始终计入, en: A hall without an opening date counts always}
own_rows:   true
digits:     0
--- */
select
    area_code,
    period,
    count(*) as numerator,
    null as denominator,
from asked_hall
group by area_code, period
