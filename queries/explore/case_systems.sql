-- The systems that sent cases reported in the period, and when the first and the last of them was reported.
select
    h.member as system,
    sum(h.cases) as cases,
    min(h.first_reported_at) as first_reported,
    max(h.last_reported_at) as last_reported,
from case_handling as h
join asked_period as a on h.reported_cut > a.start_at and h.reported_cut <= a.end_at and h.reported_cut <= a.cutoff_at
join asked_subtree as t on t.area_code = h.area_code
where h.dimension = 'system'
group by h.member
order by h.member
