-- Residents' council halls that were open before each period asked for ends; one without an opening date counts always.
select
    a.period,
    coalesce(s.area_code, h.area_code) as area_code,
    h.hall_id,
    h.hall_name,
    h.sittings_per_year,
from asked_period as a
join raw_hall as h on h.opened_on is null or h.opened_on < a.end_at
left join dim_area_successor as s on s.old_code = h.area_code
