-- What offices set areas to reach in the years of the period, and what the registers show there: for new_sites_500 the premises
-- in use since that year that reach the threshold of 500 m². Reached is blank, not 0, for metrics that no register counts, before
-- the first survey of premises, and where the year of first use of a large one is not known.
with asked_years as (
    select distinct
        t.metric,
        cast(t.year as integer) as year,
        coalesce(s.area_code, t.area_code) as area_code,
        t.value,
        t.document,
        a.period,
    from asked_period as a
    join raw_target as t
        on make_date(cast(t.year as integer), 1, 1) < a.end_at
        and make_date(cast(t.year as integer), 12, 31) >= a.start_at
    left join dim_area_successor as s on s.old_code = t.area_code
),
built as (
    select
        f.period,
        t.ancestor_code as area_code,
        f.in_use_year as year,
        count(*) filter (where f.floor_area_m2 >= d.value) as sites,
    from asked_facility as f
    join dim_standard as d on d.area_code = f.area_code and d.standard = 'facility_floor_500'
    join dim_area_tree as t on t.area_code = f.area_code
    where f.is_counted
    group by f.period, t.ancestor_code, f.in_use_year
),
known as (
    select
        period,
        area_code,
        coalesce(sum(sites) filter (where year is null), 0) = 0 as has_all_years,
    from built
    group by period, area_code
)
select
    y.metric,
    y.year,
    p.area_code,
    p.area_name,
    y.value as target,
    case when y.metric = 'new_sites_500' and k.has_all_years then coalesce(b.sites, 0) end as reached,
    y.document,
from asked_years as y
join asked_place as p on p.area_code = y.area_code
left join known as k on k.area_code = y.area_code and k.period = y.period
left join built as b on b.area_code = y.area_code and b.year = y.year and b.period = y.period
order by y.metric, y.year, p.area_code
