-- Sittings of council halls in each period asked for.
select
    a.period,
    coalesce(s.area_code, x.area_code) as area_code,
    x.area_code as listed_code,
    x.hall_id,
    x.held_on,
from asked_period as a
join raw_sitting as x on x.held_on >= a.start_at and x.held_on < a.end_at
left join dim_area_successor as s on s.old_code = x.area_code
