/* ---
title:      {zh: 兼职人员, en: Part-time staff}
definition: {zh: 社区兼职工作人员数, en: Part-time staff of communities}
formula:    {zh: Σ兼职人员, en: sum of persons}
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
    part_time as numerator,
    null as denominator,
from asked_staff
