-- Where cases reported in the period left the straight way, system by system, as recorded today. 'cases' is null where a system
-- never records the state, or where it does in some of the cities asked for and not in others; 'reported' is every report,
-- void ones included. One case may be in several states.
with cohort as (
    select
        h.*,
    from case_handling as h
    join asked_period as a on h.reported_cut > a.start_at and h.reported_cut <= a.end_at and h.reported_cut <= a.cutoff_at
    join asked_subtree as t on t.area_code = h.area_code
    where h.dimension = 'system'
),
summed as (
    select
        member as system,
        sum(cases) as reported,
        case when count(returned) = count(*) then sum(returned) end as returned,
        case when count(reassigned) = count(*) then sum(reassigned) end as reassigned,
        case when count(extended) = count(*) then sum(extended) end as extended,
        case when count(deferred) = count(*) then sum(deferred) end as deferred,
        case when count(reworked) = count(*) then sum(reworked) end as reworked,
        case when count(reopened) = count(*) then sum(reopened) end as reopened,
        sum(void) as void,
        case when count(merged) = count(*) then sum(merged) end as merged,
    from cohort
    group by member
),
states as (
    select
        state,
        position,
    from (
        values
            ('returned', 1), ('reassigned', 2), ('extended', 3), ('deferred', 4), ('rework', 5), ('reopened', 6), ('void', 7), ('merged', 8)
    ) as listed (state, position)
)
select
    s.system,
    t.state,
    case t.state
        when 'returned' then s.returned
        when 'reassigned' then s.reassigned
        when 'extended' then s.extended
        when 'deferred' then s.deferred
        when 'rework' then s.reworked
        when 'reopened' then s.reopened
        when 'void' then s.void
        else s.merged
    end as cases,
    s.reported,
from summed as s
cross join states as t
order by s.system, t.position
