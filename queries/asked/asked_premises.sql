-- Floor area of each area as last known when each period asked for ends: the newest survey of every single premises,
-- summed. An area whose premises are all closed has area 0; an area that was never surveyed has no row.
select
    period,
    area_code,
    sum(floor_area_m2) as floor_area_m2,
    string_agg(distinct ownership, ',' order by ownership) filter (where is_counted) as ownership,
    max(surveyed_on) as surveyed_on,
from asked_facility
group by period, area_code
