-- Resident groups as last reported when each period asked for ends, by the rule of asked_household: what predecessors
-- reported counts until the area reports itself.
with submitted as (
    select
        a.period,
        coalesce(s.area_code, c.area_code) as area_code,
        c.area_code as reported_code,
        c.resident_groups,
        c.period as surveyed_on,
    from asked_period as a
    join raw_community as c on c.period < a.end_at
    left join dim_area_successor as s on s.old_code = c.area_code
    where c.resident_groups is not null and coalesce(c.report_status, 'submitted') <> 'draft'
),
ordered as (
    select
        *,
        row_number() over (partition by period, reported_code order by surveyed_on desc) as newness,
        bool_or(reported_code = area_code) over (partition by period, area_code) as reports_itself,
    from submitted
)
select
    period,
    area_code,
    sum(resident_groups) as resident_groups,
from ordered
where newness = 1 and (reported_code = area_code or not reports_itself)
group by period, area_code
