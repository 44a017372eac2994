/* ---
title:      {zh: 人口, en: Population}
definition: {zh: 期末各社区最近一次填报的人口之和，按所选口径（常住、总、户籍、流动）, en: "Residents by the chosen basis (resident, total, registered, floating), as each community last reported them"}
formula:    {zh: "Σ人口", en: sum of residents}
unit:       persons
direction:  none
kind:       count
time:       stock
theme:      community
standard:   null
source:     [community]
caveat:     {zh: 各口径不可相加；未分列常住人口的，常住口径取总人口, en: "Bases are never added; where residents are not told apart, the resident basis takes the total"}
digits:     0
parameters: [population_basis]
--- */
select
    p.area_code,
    p.period,
    p.population as numerator,
    null as denominator,
from asked_population as p
where p.population_basis = $population_basis
