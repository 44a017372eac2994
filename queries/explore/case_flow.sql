-- Cases in, cases out, and what was open at the end of each period, below the areas asked for. Filed cases only.
select
    a.period,
    coalesce(sum(t.filed) filter (where t.reported_cut > a.start_at and t.reported_cut <= a.end_at), 0) as reported,
    coalesce(sum(t.filed) filter (where t.closed_cut > a.start_at and t.closed_cut <= a.cutoff_at), 0) as closed,
    coalesce(sum(t.filed) filter (where t.closed_cut is null or t.closed_cut > a.cutoff_at), 0) as backlog,
    coalesce(sum(t.filed) filter (
        where (t.closed_cut is null or t.closed_cut > a.cutoff_at) and t.due_cut <= a.cutoff_at
    ), 0) as overdue,
from asked_period as a
join case_triangle as t on t.reported_cut <= a.cutoff_at
join asked_subtree as s on s.area_code = t.area_code
where t.dimension = 'all'
group by a.period, a.start_at
order by a.start_at
