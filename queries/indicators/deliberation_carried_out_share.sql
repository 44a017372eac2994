/* ---
code:       P2
title:      {zh: 议定事项落实率, en: Decisions carried out}
definition: {zh: 本期收集并已议定的事项中，已经落实的比例, en: "Matters of the period that were carried out, among those decided"}
formula:    {zh: 落实的议定事项 ÷ 议定事项, en: decided and carried out / decided}
unit:       percent
direction:  higher
kind:       proportion
time:       flow
theme:      participation
standard:   null
source:     [deliberation]
caveat:     {zh: 按收集日期归期，期末之后的进展不计；尚未议定的事项不计入, en: By the date of collection; what happened after the end of the period does not count; undecided matters are left out}
own_rows:   true
--- */
select
    area_code,
    period,
    count(*) filter (where is_decided and is_implemented) as numerator,
    count(*) filter (where is_decided) as denominator,
from asked_matter
group by area_code, period
