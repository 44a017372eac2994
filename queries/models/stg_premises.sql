-- Every premises as its newest survey shows it, by the rule of asked_facility, for what does not ask about a period.
with ordered as (
    select
        *,
        row_number() over (partition by reported_code, facility_id order by surveyed_on desc) as newness,
        bool_or(reported_code = area_code) over (partition by area_code) as reports_itself,
    from fct_premises
)
select
    area_code,
    facility_id,
    surveyed_on,
    in_use_year,
    floor_area_m2,
    is_counted,
from ordered
where newness = 1 and (reported_code = area_code or not reports_itself)
