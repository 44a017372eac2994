/* ---
parameters: [names, universe, is_duration]
--- */
-- The cases behind a figure, one row each: what it adds to numerator and denominator (keyed_finest: the indicator's own statement over
-- keyed_case), how it stood at the cut-off, and why it counts or not. “names” are the columns and relations the indicator reads: only who
-- asks for a deadline leaves a case out for having none.
--
-- Beside the cases that count, those of the indicator's universe that do not: reported in the period, closed in it, or open at its cut-off.
with counted as (
    select
        area_code as case_key,
        sum(numerator) as numerator,
        sum(denominator) as denominator,
        bool_or(is_known) as is_known,
    from keyed_finest
    group by area_code
),
standing as (
    select
        k.case_key,
        k.area_code,
        s.system,
        s.case_id,
        s.category,
        s.department,
        r.reported_at,
        r.due_at,
        r.closed_at,
        s.source_file,
        s.source_row,
        s.excluded_as,
        c.numerator,
        c.denominator,
        coalesce(c.is_known, true) as is_known,
        coalesce(c.is_known and (c.numerator <> 0 or c.denominator <> 0), false) as is_counted,
        coalesce(s.closed_cut <= a.cutoff_at, false) as is_closed,
        case $universe
            when 'open' then s.closed_cut is null or s.closed_cut > a.cutoff_at
            when 'closed' then s.closed_cut > a.start_at and s.closed_cut <= least(a.end_at, a.cutoff_at)
            else s.reported_cut > a.start_at and s.reported_cut <= a.end_at
        end as is_in_universe,
        case
            when s.closed_cut <= a.cutoff_at and s.closed_at < s.reported_at then 'closed_before_reported'
            when s.closed_cut <= a.cutoff_at and s.due_at is null then 'closed'
            when s.closed_cut <= a.cutoff_at then case when s.is_on_time then 'closed_on_time' else 'closed_late' end
            when s.due_at is null then 'open'
            when s.due_cut <= a.cutoff_at then 'open_overdue'
            else 'open_not_due'
        end as standing,
    from keyed_case as k
    join stg_case as s on s.system = k.system and s.case_id = k.case_id
    join raw_case as r on r.system = k.system and r.case_id = k.case_id
    cross join asked_period as a
    left join counted as c on c.case_key = k.case_key
)
select
    x.case_id,
    x.system,
    x.area_code,
    d.area_name,
    x.category,
    x.department,
    x.reported_at,
    x.due_at,
    x.closed_at,
    x.standing,
    case when x.is_known then coalesce(x.numerator, 0) else 0 end as numerator,
    case when x.is_known then coalesce(x.denominator, 0) else 0 end as denominator,
    case
        when not x.is_counted then 'left_out'
        when coalesce(x.denominator, 0) = 0 then 'numerator'
        when x.numerator <> 0 then 'both'
        else 'denominator'
    end as counts,
    case
        when x.is_counted then x.standing
        when x.excluded_as in ('void', 'unfiled', 'merged') then x.excluded_as
        when not x.is_known then 'unrecorded'
        when x.excluded_as = 'deferred' and list_contains($names, 'countable') then 'deferred'
        when $is_duration and x.standing = 'closed_before_reported' then x.standing
        when list_contains($names, 'due_cut') and x.due_at is null then 'without_deadline'
        when list_contains($names, 'closed_cut') and not x.is_closed then x.standing
        else 'not_asked'
    end as reason,
    x.source_file,
    x.source_row,
from standing as x
left join dim_area as d on d.area_code = x.area_code
where x.is_counted or x.is_in_universe
order by
    case when not x.is_counted then 3 when x.numerator = 0 then 1 else 2 end,
    x.reported_at,
    x.case_key
