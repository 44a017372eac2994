/* ---
code:       G5
title:      {zh: 平均每网格党员数, en: Party members per grid}
definition: {zh: 编入网格的党员数除以网格数, en: "Party members linked, per grid"}
formula:    {zh: Σ党员 ÷ 网格数, en: sum of members / number of grids}
unit:       members_per_grid
direction:  none
kind:       ratio
time:       stock
theme:      grids
standard:   null
source:     [party_link, grid]
caveat:     {zh: 党员数按最近一期统计，网格名册没有日期；只由上级掌握的一项，与其下各社区另一项之和相对应，社区本级显示缺报, en: "Members by the latest survey; the list of grids has no dates; a figure that only the office above knows is set against the sum of the other below it, and the communities themselves show as missing"}
--- */
select
    area_code,
    period,
    max(amount) filter (where amount_kind = 'members_linked') as numerator,
    max(amount) filter (where amount_kind = 'grids') as denominator,
from asked_amount
where amount_kind in ('members_linked', 'grids')
group by area_code, period
having bool_or(is_own)
