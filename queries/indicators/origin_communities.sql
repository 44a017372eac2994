/* ---
title:      {zh: 来源村居, en: Communities of origin}
definition: {zh: 合并成为现有社区的原村（居）数，以及改设为社区的原村数, en: "Former villages and communities that were merged into the communities of today, and villages that were converted into one"}
formula:    {zh: 已撤销且有去向的村（居）数, en: closed communities with a successor}
unit:       areas
direction:  none
kind:       count
time:       stock
theme:      community
standard:   null
source:     [area]
caveat:     {zh: 多次改革的只计最初的来源；仅更名、换代码的不计；拆分到多个社区的没有唯一去向，不计, en: After several reforms only the first origin counts; an area that only got another name or code has none; one split among several communities has no single successor and is left out}
own_rows:   true
digits:     0
--- */
with origins as (
    select
        s.area_code,
        count(*) as origins,
        bool_or(origin.area_name like '%村' and d.area_name not like '%村') as was_village,
    from dim_area_successor as s
    join dim_area as d on d.area_code = s.area_code and d.level = 'community'
    left join raw_area as origin on origin.area_code = s.old_code
    where s.is_named and coalesce(trim(origin.predecessor_code), '') = '' -- one step of a chain is no origin
    group by s.area_code
)
select
    o.area_code,
    a.period,
    o.origins as numerator,
    null as denominator,
from origins as o
cross join asked_period as a
where o.origins > 1 or o.was_village
