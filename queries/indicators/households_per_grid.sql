/* ---
code:       G1
title:      {zh: 平均每网格户数, en: Households per grid}
definition: {zh: 社区户数之和除以网格数, en: Households of the communities per grid}
formula:    {zh: Σ户数 ÷ 网格数, en: sum of households / number of grids}
unit:       households_per_grid
direction:  none
kind:       ratio
time:       stock
theme:      grids
standard:   null
source:     [community, grid]
caveat:     {zh: 有户数而没有网格名册的社区视为缺报；户数口径可选，网格名册没有日期，各期相同；只由上级掌握的一项，与其下各社区另一项之和相对应，社区本级显示缺报, en: "A community with households and no list of grids is missing; the basis of households is a choice; the list of grids has no dates and is the same for every period; a figure that only the office above knows is set against the sum of the other below it, and the communities themselves show as missing"}
parameters: [household_basis]
--- */
select
    area_code,
    period,
    max(amount) filter (where amount_kind = 'households_' || $household_basis) as numerator,
    max(amount) filter (where amount_kind = 'grids') as denominator,
from asked_amount
where amount_kind in ('households_' || $household_basis, 'grids')
group by area_code, period
having bool_or(is_own)
