-- On-time closure of each month's cases, cut off at the end of that month; on the raw rows.
with monthly as (
    select
        *,
        date_trunc('month', reported_at) + interval 1 month as month_end,
    from cases
    where is_filed and not is_void and not is_deferred and due_at is not null
)
select
    strftime(month_end - interval 1 day, '%Y-%m') as key,
    count(*) filter (where closed_at < month_end and closed_at <= due_at) as numerator,
    count(*) filter (where closed_at < month_end or due_at < month_end) as denominator,
from monthly
group by month_end
