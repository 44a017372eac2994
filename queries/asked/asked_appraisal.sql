-- Quarterly scores of each period asked for and of the year in which it ends, up to its end: a quarter is known when its last
-- month has begun.
with quarters as (
    select
        *,
        make_date(cast(year as integer), cast(3 * quarter as integer), 1) as known_on,
    from raw_appraisal
)
select
    a.period,
    coalesce(s.area_code, q.area_code) as area_code,
    q.object_type,
    q.object_id,
    q.year,
    q.quarter,
    q.score,
    q.full_score,
from asked_period as a
join quarters as q
    on q.known_on < a.end_at
    and q.known_on >= least(a.start_at, date_trunc('year', a.end_at - interval 1 day))
left join dim_area_successor as s on s.old_code = q.area_code
