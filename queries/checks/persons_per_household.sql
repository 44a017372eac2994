/* ---
title:    {zh: 户均人口异常, en: Implausible persons per household}
a:        {zh: 户均人口, en: Persons per household}
b:        {zh: 合理范围的一端, en: End of the plausible range}
unit:     persons per household
why:      {zh: 城镇户均多在2至4人；超出范围常因户数与人口口径不同，或其中一个填错单位, en: "Two to four persons are usual in towns; beyond the range, households and people are mostly of different bases, or one is in another unit"}
severity: warning
low:      1.5
high:     6
--- */
-- People and households of the same survey and the same basis: residents where both are stated, else all.
with surveys as (
    select
        coalesce(s.area_code, c.area_code) as area_code,
        c.period,
        case
            when c.population_resident is not null and c.households_resident is not null
                then c.population_resident / nullif(cast(c.households_resident as double), 0)
            else c.population_total / nullif(cast(c.households_total as double), 0)
        end as persons,
    from raw_community as c
    left join dim_area_successor as s on s.old_code = c.area_code
    where coalesce(c.report_status, 'submitted') <> 'draft'
)
select
    v.area_code,
    cast(v.period as varchar) as subject,
    v.persons as figure_a,
    case when v.persons < k.low then k.low else k.high end as figure_b,
from surveys as v
join check_setting as k on k.check_id = 'persons_per_household'
where v.persons < k.low or v.persons > k.high
