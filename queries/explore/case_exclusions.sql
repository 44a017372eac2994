-- What does not enter the rates of the period, and why.
select
    a.period,
    coalesce(sum(t.cases), 0) as reported,
    coalesce(sum(t.filed), 0) as filed,
    coalesce(sum(t.void), 0) as void,
    coalesce(sum(t.deferred), 0) as deferred,
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
order by a.start_at
