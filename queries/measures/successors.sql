-- Closed areas and the area of today that each went into.
select
    old_code,
    area_code,
from dim_area_successor
order by old_code
