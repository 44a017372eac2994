-- What does not enter the rates of the period, and why. A case stands under the first reason that applies: void, unfiled, merged,
-- deferred.
with excluded as (
    select
        a.period,
        sum(e.cases) filter (where e.excluded_as = 'void') as void,
        sum(e.cases) filter (where e.excluded_as = 'unfiled') as unfiled,
        sum(e.cases) filter (where e.excluded_as = 'merged') as merged,
        sum(e.cases) filter (where e.excluded_as = 'deferred') as deferred,
    from asked_period as a
    join case_exclusion as e on e.reported_cut > a.start_at and e.reported_cut <= a.end_at and e.reported_cut <= a.cutoff_at
    join asked_subtree as s on s.area_code = e.area_code
    where e.dimension = 'all'
    group by a.period
),
reported as (
    select
        a.period,
        a.start_at,
        coalesce(sum(t.cases), 0) as reported,
        coalesce(sum(t.filed), 0) as filed,
        coalesce(sum(t.countable) filter (where t.due_cut is null), 0) as without_deadline,
        coalesce(sum(t.countable) filter (
            where (t.closed_cut is null or t.closed_cut > a.cutoff_at) and (t.due_cut is null or t.due_cut > a.cutoff_at)
        ), 0) as open_not_due,
        coalesce(sum(t.closed_before_reported), 0) as closed_before_reported,
    from asked_period as a
    join case_triangle as t on t.reported_cut > a.start_at and t.reported_cut <= a.end_at and t.reported_cut <= a.cutoff_at
    join asked_subtree as s on s.area_code = t.area_code
    where t.dimension = 'all'
    group by a.period, a.start_at
)
select
    r.period,
    r.reported,
    r.filed,
    coalesce(x.void, 0) as void,
    coalesce(x.unfiled, 0) as unfiled,
    coalesce(x.merged, 0) as merged,
    coalesce(x.deferred, 0) as deferred,
    r.without_deadline,
    r.open_not_due,
    r.closed_before_reported,
from reported as r
left join excluded as x on x.period = r.period
order by r.start_at
