/* ---
title:      {zh: 兼任两职以上人员, en: Staff in several posts}
definition: {zh: 兼任两个及以上岗位的专职工作人员数, en: Full-time staff who hold two or more posts}
formula:    {zh: Σ兼任两职以上人员, en: sum of persons}
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
    multi_post as numerator,
    null as denominator,
from asked_staff
