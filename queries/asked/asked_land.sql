-- Land of each area in km² as it last stated it before each period asked for ends. What an area's predecessors stated counts
-- until the area does so itself; of several that were merged, the last word of each is summed.
with stated as (
    select
        coalesce(s.area_code, c.area_code) as today_code,
        c.area_code as reported_code,
        c.period as surveyed_on,
        c.land_area_km2,
    from raw_community as c
    left join dim_area_successor as s on s.old_code = c.area_code
    where c.land_area_km2 > 0 and coalesce(c.report_status, 'submitted') <> 'draft'
),
ordered as (
    select
        a.period,
        s.*,
        row_number() over (partition by a.period, s.reported_code order by s.surveyed_on desc) as newness,
        bool_or(s.reported_code = s.today_code) over (partition by a.period, s.today_code) as states_itself,
    from asked_period as a
    join stated as s on s.surveyed_on < a.end_at
)
select
    period,
    today_code as area_code,
    cast(sum(land_area_km2) as double) as land_area_km2,
from ordered
where newness = 1 and (reported_code = today_code or not states_itself)
group by period, today_code
