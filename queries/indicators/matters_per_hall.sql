/* ---
code:       P1
title:      {zh: 平均每厅议事件数, en: Matters per council hall}
definition: {zh: 本期收集的议事事项数除以期末议事厅数, en: "Matters taken up in the period, per council hall open at its end"}
formula:    {zh: 议事事项 ÷ 议事厅, en: matters / halls}
unit:       per_hall
direction:  none
kind:       ratio
time:       flow
theme:      participation
standard:   null
source:     [deliberation, hall]
caveat:     {zh: 事项与开会次数是两个数：一次会可以没有事项，一件事也可能议多次；期间越长数值越大, en: "Matters and sittings are two counts: a sitting may treat none, a matter may need several. The longer the period, the larger the figure"}
own_rows:   true
digits:     2
--- */
-- Halls and matters are lists of their own: an area with halls alone adds 0 matters, one with matters alone adds 0 halls.
select area_code, period, 0 as numerator, count(*) as denominator
from asked_hall
group by area_code, period
union all
select area_code, period, count(*) as numerator, 0 as denominator
from asked_matter
group by area_code, period
