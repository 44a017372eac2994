/* ---
code:       V1
title:      {zh: 注册志愿者占比, en: Registered volunteers}
definition: {zh: 实名注册志愿者人数占居民人数的比例, en: "Registered volunteers as a share of residents"}
formula:    {zh: Σ注册志愿者 ÷ Σ人口 × 100%, en: "sum of registered volunteers / sum of residents"}
unit:       percent
direction:  higher
kind:       ratio
time:       stock
theme:      volunteers
standard:   volunteer_share
source:     [community, volunteer_stat]
caveat:     {zh: 注册是累计数，一人可能在多处登记；分母口径（常住、总、户籍）会明显改变结果, en: "Registration is cumulative and one person may be on several lists; the population basis changes the figure a lot"}
parameters: [population_basis]
events:     true
--- */
select
    p.area_code,
    p.period,
    v.registered as numerator,
    p.population as denominator,
from asked_population as p
left join asked_volunteer as v on v.area_code = p.area_code and v.period = p.period
where p.population_basis = $population_basis
