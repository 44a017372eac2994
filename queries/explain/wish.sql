-- Wishes collected in the period, with the days on which they were claimed and fulfilled (see asked_wish).
select
    d.area_code,
    d.area_name,
    w.area_code as reported_code,
    w.wish_id,
    w.wish_kind,
    w.collected_on,
    w.claimed_on,
    w.fulfilled_on,
    'current' as standing,
    w.source_file,
    w.source_row,
from raw_wish as w
join asked_period as a on w.collected_on >= a.start_at and w.collected_on < a.end_at
left join dim_area_successor as s on s.old_code = w.area_code
join dim_area as d on d.area_code = coalesce(s.area_code, w.area_code)
join asked_subtree as t on t.area_code = d.area_code
order by d.area_code, w.collected_on, w.area_code, w.wish_id
