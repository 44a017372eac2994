/* ---
title:      {zh: 每件审批事项节省, en: Saving per approval item}
definition: {zh: 群众节省的办事成本之和除以办理的审批事项数, en: Cost saved for residents per approval item handled}
formula:    {zh: Σ节省 ÷ Σ审批事项, en: sum of savings / sum of approval items}
unit:       yuan_per_item
direction:  none
kind:       ratio
time:       stock
theme:      services
standard:   null
source:     [service_site]
caveat:     {zh: 分母只含审批事项；若把商务服务也算入，数值会小得多。节省额为填报数, en: The denominator is approval items alone; with commercial items it would be far smaller. Savings are as reported}
own_rows:   true
digits:     1
--- */
select
    area_code,
    period,
    sum(saving_yuan) as numerator,
    sum(approval_items) as denominator,
from asked_service_site
where saving_yuan is not null and approval_items is not null
group by area_code, period
