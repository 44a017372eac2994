/* ---
title:      {zh: 来源村居, en: Communities of origin}
definition: {zh: 并入、改设为现有社区的原村（居）数, en: Former villages and communities that were merged or converted into the communities of today}
formula:    {zh: 已撤销且有去向的村（居）数, en: closed communities with a successor}
unit:       areas
direction:  none
kind:       count
time:       stock
theme:      community
standard:   null
source:     [area]
caveat:     {zh: 多次改革的只计最初的来源；拆分到多个社区的没有唯一去向，不计, en: After several reforms only the first origin counts; one split among several communities has no single successor and is left out}
own_rows:   true
digits:     0
--- */
select
    s.area_code,
    a.period,
    count(*) as numerator,
    null as denominator,
from dim_area_successor as s
join dim_area as d on d.area_code = s.area_code and d.level = 'community'
left join raw_area as origin on origin.area_code = s.old_code
cross join asked_period as a
where coalesce(trim(origin.predecessor_code), '') = '' -- one step of a chain is no origin
group by s.area_code, a.period
