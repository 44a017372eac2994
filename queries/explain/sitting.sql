-- Sittings of council halls in the period (see asked_sitting).
select
    d.area_code,
    d.area_name,
    x.area_code as reported_code,
    x.hall_id,
    x.held_on,
    x.attendees,
    'current' as standing,
    x.source_file,
    x.source_row,
from raw_sitting as x
join asked_period as a on x.held_on >= a.start_at and x.held_on < a.end_at
left join dim_area_successor as s on s.old_code = x.area_code
join dim_area as d on d.area_code = coalesce(s.area_code, x.area_code)
join asked_subtree as t on t.area_code = d.area_code
order by d.area_code, x.held_on, x.area_code, x.hall_id
