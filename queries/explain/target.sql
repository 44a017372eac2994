-- What offices set areas to reach in the year in which the period ends. Where a total was divided among the areas below, their parts count
-- (see new_sites_500_target).
with targets as (
    select
        coalesce(s.area_code, x.area_code) as today_code,
        x.*,
    from raw_target as x
    join asked_period as a on x.year = a.year
    left join dim_area_successor as s on s.old_code = x.area_code
),
divided as (
    select distinct
        below.metric,
        up.ancestor_code as area_code,
    from targets as below
    join dim_area_tree as up on up.area_code = below.today_code and up.depth > 0
)
select
    d.area_code,
    d.area_name,
    x.area_code as reported_code,
    x.metric,
    x.year,
    x.value,
    x.document,
    case when v.area_code is not null then 'divided' else 'current' end as standing,
    x.source_file,
    x.source_row,
from targets as x
join dim_area as d on d.area_code = x.today_code
join asked_subtree as t on t.area_code = d.area_code
left join divided as v on v.metric = x.metric and v.area_code = x.today_code
order by standing <> 'current', d.area_code, x.metric, x.area_code
