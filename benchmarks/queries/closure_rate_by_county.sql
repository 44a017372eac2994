-- Closure rate by county of the cases reported in a period, cut off at its end; on the raw rows.
select
    substr(area_code, 1, 6) as key,
    count(*) filter (where closed_at < $period_end) as numerator,
    count(*) filter (where closed_at < $period_end or due_at < $period_end) as denominator,
from cases
where
    reported_at >= $period_start and reported_at < $period_end
    and is_filed and not is_void and not is_deferred
group by key
