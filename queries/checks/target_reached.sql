/* ---
title:    {zh: 目标未完成, en: A target was not reached}
a:        {zh: 目标, en: Target}
b:        {zh: 完成, en: Reached}
unit:     ""
why:      {zh: 年份已过而完成数少于目标；也可能已建成而台账缺投用年份, en: "The year is over and less was reached than set; or it was built and the register lacks the year of first use"}
severity: warning
--- */
-- Targets of years that are over. Known so far: new_sites_<m²>, premises of that area and more that came into use in the year.
-- Where no premises were surveyed since the year began, or some without a year of first use could be the missing ones, nobody
-- knows, and nothing is found.
with targets as (
    select
        coalesce(s.area_code, r.area_code) as area_code,
        r.metric,
        r.year,
        r.value,
        try_cast(regexp_extract(r.metric, '^new_sites_([0-9]+)$', 1) as double) as floor_m2,
    from raw_target as r
    left join dim_area_successor as s on s.old_code = r.area_code
    cross join calendar as k
    where make_date(cast(r.year as integer), 12, 31) < k.today
),
reached as (
    select
        t.area_code,
        t.metric,
        t.year,
        t.value,
        max(o.surveyed_on) as surveyed_on,
        count(*) filter (where o.is_counted and o.floor_area_m2 >= t.floor_m2 and o.in_use_year = t.year) as sites,
        count(*) filter (where o.is_counted and o.floor_area_m2 >= t.floor_m2 and o.in_use_year is null) as undated,
    from targets as t
    join dim_area_tree as below on below.ancestor_code = t.area_code
    join stg_premises as o on o.area_code = below.area_code
    where t.floor_m2 is not null
    group by t.area_code, t.metric, t.year, t.value
)
select
    area_code,
    year || ' · ' || metric as subject,
    cast(value as double) as figure_a,
    cast(sites as double) as figure_b,
from reached
where sites + undated < value and surveyed_on >= make_date(cast(year as integer), 1, 1)
