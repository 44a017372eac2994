-- How many of the cases reported in each period are kept out of the rates, for each reason, in each area asked for. A case stands
-- under the first reason that applies, as recorded today. Periods without a report have no row.
with kinds as (
    select
        kind,
    from (values ('deferred'), ('merged'), ('unfiled'), ('void')) as listed (kind)
),
reported as (
    select
        t.ancestor_code as area_code,
        a.period,
        sum(c.cases) as reported,
    from case_triangle as c
    join asked_period as a on c.reported_cut > a.start_at and c.reported_cut <= a.end_at and c.reported_cut <= a.cutoff_at
    join dim_area_tree as t on t.area_code = c.area_code
    join asked_area as w on w.area_code = t.ancestor_code
    where c.dimension = 'all'
    group by t.ancestor_code, a.period
),
excluded as (
    select
        t.ancestor_code as area_code,
        a.period,
        e.excluded_as as kind,
        sum(e.cases) as cases,
    from case_exclusion as e
    join asked_period as a on e.reported_cut > a.start_at and e.reported_cut <= a.end_at and e.reported_cut <= a.cutoff_at
    join dim_area_tree as t on t.area_code = e.area_code
    join asked_area as w on w.area_code = t.ancestor_code
    where e.dimension = 'all'
    group by t.ancestor_code, a.period, e.excluded_as
)
select
    r.area_code,
    r.period,
    k.kind,
    coalesce(e.cases, 0) as cases,
    r.reported,
from reported as r
cross join kinds as k
left join excluded as e on e.area_code = r.area_code and e.period = r.period and e.kind = k.kind
order by r.area_code, k.kind, r.period
