-- Every premises as last known when each period asked for ends, one row each: asked_premises adds them up by community,
-- this is for what a sum hides (who owns it, what it cost, since when it is in use). A number is that of the area that gave
-- it: two merged villages may both have a premises 1. What predecessors reported counts until the area reports itself.
with ordered as (
    select
        a.period,
        a.year,
        p.*,
        row_number() over (
            partition by a.period, p.reported_code, p.facility_id
            order by p.surveyed_on desc
        ) as newness,
        bool_or(p.reported_code = p.area_code) over (partition by a.period, p.area_code) as reports_itself,
    from asked_period as a
    join fct_premises as p on p.surveyed_on < a.end_at
)
select
    period,
    year,
    area_code,
    facility_id,
    surveyed_on,
    ownership,
    in_use_year,
    invest_yuan,
    floor_area_m2,
    activity_area_m2,
    is_counted,
from ordered
where newness = 1 and (reported_code = area_code or not reports_itself)
