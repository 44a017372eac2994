-- Residents' council halls as their lists name them. A number is that of the area that gave it (listed_code: two merged areas
-- may both have a hall 1); what an area's predecessors listed counts until it lists its own.
with mapped as (
    select
        coalesce(s.area_code, h.area_code) as today_code,
        h.*,
        bool_or(s.area_code is null) over (partition by coalesce(s.area_code, h.area_code)) as lists_itself,
    from raw_hall as h
    left join dim_area_successor as s on s.old_code = h.area_code
)
select
    today_code as area_code,
    area_code as listed_code,
    hall_id,
    hall_name,
    opened_on,
    sittings_per_year,
from mapped
where area_code = today_code or not lists_itself
