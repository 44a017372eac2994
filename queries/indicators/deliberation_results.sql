/* ---
code:       P2
title:      {zh: 议事成果, en: Results of deliberation}
definition: {zh: 本期落实的议事事项带来的成果数, en: "What came of the matters carried out in the period, as counted in the list"}
formula:    {zh: Σ成果数量, en: sum of results}
unit:       items
direction:  none
kind:       count
time:       flow
theme:      participation
standard:   null
source:     [deliberation]
caveat:     {zh: 各类成果的计量单位不同，合计只表示总量；没有落实日期的按收集日期, en: "Kinds of results are counted in different units, so the sum is only a volume; without a date of implementation the date of collection counts"}
own_rows:   true
digits:     0
dimensions: [category]
parameters: [dimension]
--- */
select
    area_code,
    period,
    case when $dimension = 'category' then result_kind end as category,
    sum(result_count) as numerator,
    null as denominator,
from asked_result
group by area_code, period, category
