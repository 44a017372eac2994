/* ---
title:      {zh: 服务事项, en: Service items}
definition: {zh: 服务清单所列的事项数, en: Items on the lists of services}
formula:    {zh: 事项数, en: number of items}
unit:       items
direction:  none
kind:       count
time:       stock
theme:      services
standard:   null
source:     [service_item]
caveat:     {zh: 各社区的清单分别计数，同名事项不合并；清单没有日期，各期相同, en: "Every community's list counts by itself, items of the same name included; lists have no dates and are the same for every period"}
own_rows:   true
digits:     0
dimensions: [category]
parameters: [dimension]
--- */
select
    area_code,
    period,
    case when $dimension = 'category' then item_kind end as category,
    count(*) as numerator,
    null as denominator,
from asked_service_item
group by area_code, period, category
