/* ---
title:     {zh: 登记的议事次数与自报频次不符, en: Sittings held are not as many as stated}
a:         {zh: 自报的一年议事次数, en: Sittings of a year as stated}
b:         {zh: 最近一年登记的议事次数, en: Sittings registered in its latest year}
unit:      sittings
why:       {zh: 自报频次是制度，登记才是实际；登记偏少可能是没有开，也可能是没有记, en: "What is stated is the rule, the register is what happened; few entries mean that halls did not sit, or that nobody wrote it down"}
severity:  warning
tolerance: 0.1
--- */
-- Counties that register sittings at all. The year is the one that ends with the last sitting in the register, which may have been
-- closed since; a hall that was opened within it owes its part. The subject is that last day.
with counties as (
    select
        t.area_code,
        up.area_code as county_code,
    from dim_area_tree as t
    join dim_area as up on up.area_code = t.ancestor_code and up.level = 'county'
),
sittings as (
    select
        c.county_code,
        r.held_on,
        max(r.held_on) over (partition by c.county_code) as until_day,
    from raw_sitting as r
    left join dim_area_successor as s on s.old_code = r.area_code
    join counties as c on c.area_code = coalesce(s.area_code, r.area_code)
),
held as (
    select
        county_code,
        until_day,
        count(*) filter (where held_on > until_day - interval 1 year and held_on <= until_day) as sittings,
    from sittings
    group by county_code, until_day
),
stated as (
    select
        c.county_code,
        sum(h.sittings_per_year * least(greatest(coalesce(date_diff('day', h.opened_on, n.until_day), 365), 0), 365) / 365.0) as sittings,
    from stg_hall as h
    join counties as c on c.area_code = h.area_code
    join held as n on n.county_code = c.county_code
    group by c.county_code
)
select
    s.county_code as area_code,
    cast(h.until_day as varchar) as subject,
    cast(round(s.sittings) as double) as figure_a,
    cast(h.sittings as double) as figure_b,
from stated as s
join held as h on h.county_code = s.county_code
join check_setting as k on k.check_id = 'hall_sittings'
where abs(s.sittings - h.sittings) > k.tolerance * s.sittings
