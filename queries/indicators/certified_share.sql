/* ---
code:       G4
title:      {zh: 社工持证率, en: Certified staff}
definition: {zh: 持有社会工作者职业资格证的工作人员占工作人员总数的比例, en: "Staff who hold a certificate of social work, among all staff"}
formula:    {zh: Σ持证人数 ÷ Σ工作人员, en: sum of certificate holders / sum of staff}
unit:       percent
direction:  higher
kind:       proportion
time:       stock
theme:      grids
standard:   null
source:     [staff]
caveat:     {zh: 未填报持证人数的社区既不计入分子也不计入分母；按最近一期统计, en: A community that did not report certificates enters neither sum; the latest survey counts}
--- */
select
    area_code,
    period,
    certified as numerator,
    staff_total as denominator,
from asked_staff
