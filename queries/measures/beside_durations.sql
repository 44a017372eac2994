/* ---
parameters: [dimension, mature_days]
--- */
-- What stands beside the durations of the cases reported in each period: the time that those closed by the cut-off took, in
-- seconds and not in bins; those closed before they were reported, which have no duration, those without a deadline, which are neither on time nor late, and the assessment months of the period that ended so
-- long ago that every case of them has been watched for mature_days (as is_mature in days_to_close).
with months as (
    select
        t.ancestor_code as area_code,
        a.period,
        d.member as category,
        count(distinct d.reported_cut) as months,
        count(distinct d.reported_cut) filter (
            where d.reported_cut + $mature_days * interval 1 day <= least(a.cutoff_at, d.known_until)
        ) as mature_months,
        min(d.reported_cut) filter (
            where d.reported_cut + $mature_days * interval 1 day <= least(a.cutoff_at, d.known_until)
        ) as first_mature_end,
        max(d.reported_cut) filter (
            where d.reported_cut + $mature_days * interval 1 day <= least(a.cutoff_at, d.known_until)
        ) as last_mature_end,
        coalesce(sum(d.cases) filter (where d.event = 'before_report'), 0) as closed_before_reported,
        sum(d.closing_seconds) filter (where d.event = 'closed' and d.closed_cut <= a.cutoff_at) as closing_seconds,
    from case_duration as d
    join asked_period as a on d.reported_cut > a.start_at and d.reported_cut <= a.end_at and d.reported_cut <= a.cutoff_at
    join dim_area_tree as t on t.area_code = d.area_code
    join asked_area as s on s.area_code = t.ancestor_code
    where d.dimension = $dimension
    group by t.ancestor_code, a.period, d.member
),
deadlines as (
    select
        t.ancestor_code as area_code,
        a.period,
        c.member as category,
        coalesce(sum(c.countable) filter (where c.due_cut is null), 0) as without_deadline,
    from case_triangle as c
    join asked_period as a on c.reported_cut > a.start_at and c.reported_cut <= a.end_at and c.reported_cut <= a.cutoff_at
    join dim_area_tree as t on t.area_code = c.area_code
    join asked_area as s on s.area_code = t.ancestor_code
    where c.dimension = $dimension
    group by t.ancestor_code, a.period, c.member
)
select
    d.area_code,
    d.period,
    d.category,
    coalesce(m.months, 0) as months,
    coalesce(m.mature_months, 0) as mature_months,
    m.first_mature_end,
    m.last_mature_end,
    coalesce(m.closed_before_reported, 0) as closed_before_reported,
    m.closing_seconds,
    d.without_deadline,
from deadlines as d
left join months as m on m.area_code = d.area_code and m.period = d.period and m.category is not distinct from d.category
