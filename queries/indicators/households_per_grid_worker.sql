/* ---
code:       G2
title:      {zh: 平均每名网格员户数, en: Households per grid worker}
definition: {zh: 社区户数之和除以专职网格员数, en: Households of the communities per full-time grid worker}
formula:    {zh: Σ户数 ÷ Σ专职网格员, en: sum of households / sum of grid workers}
unit:       households_per_worker
direction:  lower
kind:       ratio
time:       stock
theme:      grids
standard:   null
source:     [community, grid, staff]
caveat:     {zh: 网格名册列有专职网格员的按名册，否则按最近一期人员统计中的网格员数，可能含兼职；只由上级掌握的一项，与其下各社区另一项之和相对应，社区本级显示缺报, en: "Full-time workers of the list of grids where it states any, else the grid workers of the latest survey of staff, which may include part-time ones; a figure that only the office above knows is set against the sum of the other below it, and the communities themselves show as missing"}
parameters: [household_basis]
--- */
select
    area_code,
    period,
    max(amount) filter (where amount_kind = 'households_' || $household_basis) as numerator,
    max(amount) filter (where amount_kind = 'grid_workers') as denominator,
from asked_amount
where amount_kind in ('households_' || $household_basis, 'grid_workers')
group by area_code, period
having bool_or(is_own)
