-- Every premises as last known when each period asked for ends, one row each: asked_premises adds them up by community,
-- this is for what a sum hides (who owns it, what it cost, since when it is in use).
with ordered as (
    select
        a.period,
        a.year,
        p.*,
        row_number() over (
            partition by a.period, p.area_code, p.facility_id
            order by p.surveyed_on desc
        ) as newness,
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
where newness = 1
