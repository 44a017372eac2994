-- Cases as they are counted. A void case and one that was never filed leave every rate; a deferred one leaves the
-- rates of closing in time.
--
-- Each of the three clocks becomes a cut: the first period end at or after which the event counts. Period ends are the
-- ends of assessment months, and the as-of instant inside the month that was cut short. An event counts at a cut-off
-- exactly when its cut is not later than the cut-off.
--
-- A system that never says whether a matter is solved, or how satisfied the caller is, is not asked about it: what it does not
-- record is unknown, not zero.
with systems as (
    select
        system,
        count(solved) > 0 as knows_solved,
        count(satisfaction) > 0 as knows_satisfaction,
    from raw_case
    group by system
),
months as (
    select
        c.*,
        k.as_of_at,
        s.knows_solved,
        s.knows_satisfaction,
        date_trunc('month', c.reported_at - k.month_shift) + interval 1 month + k.month_shift as reported_month_end,
        date_trunc('month', c.due_at - k.month_shift) + interval 1 month + k.month_shift as due_month_end,
        date_trunc('month', c.closed_at - k.month_shift) + interval 1 month + k.month_shift as closed_month_end,
    from raw_case as c
    join systems as s on s.system = c.system
    cross join calendar as k
)
select
    area_code,
    coalesce(category_l1, '未注明') as category,
    coalesce(department, '未注明') as department,
    coalesce(channel, '未注明') as channel,
    coalesce(urgency, 'normal') as urgency,
    reported_at,
    due_at,
    closed_at,
    case when reported_at < as_of_at then least(reported_month_end, as_of_at) else reported_month_end end as reported_cut,
    case when due_at < as_of_at then least(due_month_end, as_of_at) else due_month_end end as due_cut,
    case when closed_at < as_of_at then least(closed_month_end, as_of_at) else closed_month_end end as closed_cut,
    is_filed and not is_void as is_filed,
    is_filed and not is_void and not is_deferred as is_countable,
    is_void,
    is_deferred,
    coalesce(closed_at <= due_at, false) as is_on_time,
    coalesce(callback_valid, solved is not null or coalesce(satisfaction, 'not_rated') <> 'not_rated') as is_called_back,
    knows_solved,
    knows_satisfaction,
    coalesce(solved, false) as is_solved,
    coalesce(satisfaction, 'not_rated') as satisfaction,
from months
