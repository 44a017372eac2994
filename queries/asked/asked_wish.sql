-- Wishes collected in each period asked for, and whether they were claimed and fulfilled when it ended (today, where the
-- question asks how the same wishes stand today).
select
    a.period,
    coalesce(s.area_code, w.area_code) as area_code,
    coalesce(w.wish_kind, '未注明') as wish_kind,
    coalesce(w.claimed_on < greatest(a.end_at, a.cutoff_at), false)
        or coalesce(w.fulfilled_on < greatest(a.end_at, a.cutoff_at), false) as is_claimed,
    coalesce(w.fulfilled_on < greatest(a.end_at, a.cutoff_at), false) as is_fulfilled,
    case when w.fulfilled_on < greatest(a.end_at, a.cutoff_at) then w.fulfilled_on - w.collected_on end as days_to_fulfil,
from asked_period as a
join raw_wish as w on w.collected_on >= a.start_at and w.collected_on < a.end_at
left join dim_area_successor as s on s.old_code = w.area_code
