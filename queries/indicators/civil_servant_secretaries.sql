/* ---
title:      {zh: 公务员任社区书记, en: Civil servants as Party secretaries}
definition: {zh: 由公务员担任的社区党组织书记人数, en: Community Party secretaries who are civil servants}
formula:    {zh: Σ公务员任社区书记, en: sum of persons}
unit:       persons
direction:  none
kind:       count
time:       stock
theme:      grids
standard:   null
source:     [staff]
caveat:     {zh: 按最近一期统计；未填报的社区视为缺报，不作零计, en: "The latest survey counts; a community that did not report is missing, not zero"}
digits:     0
--- */
select
    area_code,
    period,
    civil_servant_secretaries as numerator,
    null as denominator,
from asked_staff
