-- Where the deadlines of filed cases reported in the period come from: the export, a limit and its unit, or nowhere. A case
-- without a deadline is never overdue.
with summed as (
    select
        h.member as system,
        sum(h.filed_with_deadline - h.filed_with_deadline_from_limit) as export_cases,
        sum(h.filed_with_deadline_from_limit) as limit_cases,
        sum(h.filed - h.filed_with_deadline) as none_cases,
    from case_handling as h
    join asked_period as a on h.reported_cut > a.start_at and h.reported_cut <= a.end_at and h.reported_cut <= a.cutoff_at
    join asked_subtree as t on t.area_code = h.area_code
    where h.dimension = 'system'
    group by h.member
)
select system, 'export' as due_from, export_cases as cases from summed
union all
select system, 'limit' as due_from, limit_cases as cases from summed
union all
select system, 'none' as due_from, none_cases as cases from summed
order by system, due_from
