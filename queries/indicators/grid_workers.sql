/* ---
code:       G2
title:      {zh: 网格员, en: Grid workers}
definition: {zh: 专职网格员人数, en: Full-time grid workers}
formula:    {zh: Σ网格员, en: sum of grid workers}
unit:       persons
direction:  none
kind:       count
time:       stock
theme:      grids
standard:   null
source:     [grid, staff]
caveat:     {zh: 网格名册列有专职网格员的按名册，否则按最近一期人员统计，后者可能含兼职, en: "As the list of grids states where it does, else by the latest survey of staff, which may include part-time ones"}
digits:     0
--- */
select
    area_code,
    period,
    workers as numerator,
    null as denominator,
from asked_grid_worker
