-- The cases that can matter to the period, each with a key of its own in place of an area: reported by the cut-off, and reported or still
-- open after the period began. What an earlier period closed is in no cohort, no throughput and no backlog of this one.
select
    c.system || '|' || c.case_id as case_key,
    c.system,
    c.case_id,
    c.area_code,
from stg_case as c
join asked_subtree as s on s.area_code = c.area_code
join asked_period as a
    on c.reported_cut <= a.cutoff_at
    and (c.reported_cut > a.start_at or c.closed_cut is null or c.closed_cut > a.start_at)
