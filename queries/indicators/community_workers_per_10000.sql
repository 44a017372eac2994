/* ---
code:       G3
title:      {zh: 每万城镇居民社区工作者数, en: "Community workers per 10,000 residents"}
definition: {zh: 城市和城镇社区工作人员数除以其居民数，乘以一万, en: "Staff of urban and town communities per 10,000 of their residents"}
formula:    {zh: Σ社区工作人员 ÷ Σ居民 × 10000, en: "sum of staff / sum of residents × 10,000"}
unit:       per_10000_persons
direction:  higher
kind:       ratio
time:       stock
theme:      grids
standard:   community_workers_per_10000
source:     [staff, community]
caveat:     {zh: 标准以全市或全县城镇常住人口为分母，单个社区的数值仅供参考；农村社区不计入，类型不明的计入；居民口径可选；只由上级掌握的一项，与其下各社区另一项之和相对应，社区本级显示缺报, en: "The standard means the urban residents of a whole city or county; the figure of one community is for orientation only. Rural communities are left out, those of unknown type are not; the basis of residents is a choice; a figure that only the office above knows is set against the sum of the other below it, and the communities themselves show as missing"}
parameters: [population_basis]
events:     true
--- */
select
    area_code,
    period,
    max(amount) filter (where amount_kind = 'urban_staff') as numerator,
    max(amount) filter (where amount_kind = 'urban_population_' || $population_basis) as denominator,
from asked_amount
where amount_kind in ('urban_staff', 'urban_population_' || $population_basis)
group by area_code, period
having bool_or(is_own)
