-- Wishes collected in the period by kind: how many were claimed and fulfilled when it ended. The median of days is that of
-- fulfilled wishes alone.
select
    w.wish_kind,
    count(*) as collected,
    count(*) filter (where w.is_claimed) as claimed,
    count(*) filter (where w.is_fulfilled) as fulfilled,
    median(w.days_to_fulfil) as median_days,
from asked_wish as w
join asked_place as p on p.area_code = w.area_code
group by w.wish_kind
order by collected desc, w.wish_kind
