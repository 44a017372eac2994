/* ---
title:      {zh: 事项公示率, en: Items posted}
definition: {zh: 内容、程序和时限均已上墙的事项数，占注明此项的事项数的比例, en: "Items whose content, procedure and limit are posted, among those of which it is stated"}
formula:    {zh: 已公示事项 ÷ 注明的事项, en: posted / stated}
unit:       percent
direction:  higher
kind:       proportion
time:       stock
theme:      services
standard:   null
source:     [service_item]
caveat:     {zh: 清单未注明是否公示的事项不计入；清单没有日期，各期相同, en: Items of which the list does not say are left out; lists have no dates and are the same for every period}
own_rows:   true
dimensions: [category]
parameters: [dimension]
--- */
select
    area_code,
    period,
    case when $dimension = 'category' then item_kind end as category,
    count(*) filter (where is_posted) as numerator,
    count(is_posted) as denominator,
from asked_service_item
group by area_code, period, category
