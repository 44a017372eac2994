-- Residents' council halls that were open before each period asked for ends; one without an opening date counts always.
select
    a.period,
    h.area_code,
    h.listed_code,
    h.hall_id,
    h.hall_name,
    h.sittings_per_year,
from asked_period as a
join stg_hall as h on h.opened_on is null or h.opened_on < a.end_at
