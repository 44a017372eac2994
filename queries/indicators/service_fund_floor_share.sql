/* ---
code:       M2
title:      {zh: 服务群众经费达标社区, en: Service fund at its floor}
definition: {zh: 本年度服务群众专项经费不低于下限的社区数，占有填报的社区数的比例；下限按社区类型确定, en: "Communities whose service fund of the year reaches the floor for their type, among those that reported it"}
formula:    {zh: 服务群众专项经费 ≥ 下限 的社区数 ÷ 社区数, en: "communities with service fund ≥ floor / communities"}
unit:       percent
direction:  higher
kind:       proportion
time:       year
theme:      funding
standard:   fund_floor_share
thresholds: [service_fund_floor]
source:     [funding, area]
caveat:     {zh: 以预算数为准，没有预算数的用拨付数；按期末所在年度；没有下限的社区类型不适用, en: "By budget, or by allocation where no budget is stated; the year in which the period ends; not applicable to types of community without a floor"}
--- */
select
    f.area_code,
    f.period,
    cast(f.service_yuan >= s.value as integer) as numerator,
    1 as denominator,
from asked_community_fund as f
join dim_standard as s on s.area_code = f.area_code and s.standard = 'service_fund_floor'
