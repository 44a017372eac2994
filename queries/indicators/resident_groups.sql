/* ---
title:      {zh: 居民小组, en: Resident groups}
definition: {zh: 期末各社区最近一次填报的居民小组数之和, en: Resident groups as each community last reported them}
formula:    {zh: "Σ居民小组数", en: sum of resident groups}
unit:       groups
direction:  none
kind:       count
time:       stock
theme:      community
standard:   null
source:     [community]
caveat:     {zh: 居民小组不等于网格；未填报的社区列为缺报, en: A resident group is not a grid; communities that do not report it are missing}
digits:     0
--- */
select
    g.area_code,
    g.period,
    g.resident_groups as numerator,
    null as denominator,
from asked_resident_group as g
