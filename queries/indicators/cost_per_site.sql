/* ---
code:       M6
title:      {zh: 单个站点投入, en: Cost per site}
definition: {zh: 服务站点投入之和除以有投入填报的站点数, en: Investment in service sites per site that states it}
formula:    {zh: Σ投入 ÷ 站点数, en: sum of investment / sites}
unit:       yuan_per_site
direction:  none
kind:       ratio
time:       stock
theme:      services
standard:   null
source:     [service_site]
caveat:     {zh: 累计投入，不分年度；未填报投入的站点不计入, en: "Cumulative, not of one year; sites without a stated investment are left out"}
own_rows:   true
digits:     0
--- */
select
    area_code,
    period,
    sum(invest_yuan) as numerator,
    count(*) as denominator,
from asked_service_site
where invest_yuan is not null
group by area_code, period
