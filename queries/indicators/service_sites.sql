/* ---
title:      {zh: 服务站点, en: Service sites}
definition: {zh: 期末前已有统计的便民服务站点数, en: Sites of services that were surveyed before the period ended}
formula:    {zh: 站点数, en: number of sites}
unit:       sites
direction:  none
kind:       count
time:       stock
theme:      services
standard:   null
source:     [service_site]
caveat:     {zh: 同一站点按最近一期统计计一次, en: "A site counts once, by its latest survey"}
own_rows:   true
digits:     0
--- */
select
    area_code,
    period,
    count(*) as numerator,
    null as denominator,
from asked_service_site
group by area_code, period
