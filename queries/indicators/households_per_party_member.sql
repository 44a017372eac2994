/* ---
code:       G5
title:      {zh: 每名党员联系户数, en: Households per Party member}
definition: {zh: 联系户数之和除以参与联系的党员数, en: "Households linked, per Party member who is linked with them"}
formula:    {zh: Σ联系户数 ÷ Σ党员, en: sum of households linked / sum of members}
unit:       households_per_member
direction:  none
kind:       ratio
time:       stock
theme:      grids
standard:   null
source:     [party_link]
caveat:     {zh: 分子是党员联系的户数，不是全部户数；标准为10至20户的区间，见联系户数合规率, en: "Counts the households that are linked, not all; the standard is a band of 10 to 20, see the share within it"}
--- */
select
    area_code,
    period,
    households_linked as numerator,
    members_linked as denominator,
from asked_party_link
