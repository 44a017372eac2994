/* ---
title:      {zh: 平均每小区社区社会组织数, en: Community organisations per compound}
definition: {zh: 社区社会组织数除以小区数, en: Social organisations of the communities per residential compound}
formula:    {zh: Σ社会组织 ÷ 小区数, en: sum of organisations / number of compounds}
unit:       per_compound
direction:  none
kind:       ratio
time:       stock
theme:      grids
standard:   null
source:     [party_link, compound]
caveat:     {zh: 组织不限于在小区内活动，仅表示相对数量；只由上级掌握的一项，与其下各社区另一项之和相对应，社区本级显示缺报, en: "Organisations are not confined to a compound; this is only their relative number; a figure that only the office above knows is set against the sum of the other below it, and the communities themselves show as missing"}
digits:     2
--- */
select
    area_code,
    period,
    max(amount) filter (where amount_kind = 'organisations') as numerator,
    max(amount) filter (where amount_kind = 'compounds') as denominator,
from asked_amount
where amount_kind in ('organisations', 'compounds')
group by area_code, period
having bool_or(is_own)
