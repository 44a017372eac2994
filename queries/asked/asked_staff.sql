-- Staff of each area by the latest survey before each period asked for ends, taken whole: its parts fit its total. What an
-- area's predecessors reported counts until the area reports itself; of several that were merged, the last word of each is
-- summed.
with ordered as (
    select
        a.period as asked,
        coalesce(s.area_code, x.area_code) as today_code,
        x.*,
        row_number() over (partition by a.period, x.area_code order by x.period desc) as newness,
        bool_or(s.area_code is null) over (partition by a.period, coalesce(s.area_code, x.area_code)) as reports_itself,
    from asked_period as a
    join raw_staff as x on x.period < a.end_at
    left join dim_area_successor as s on s.old_code = x.area_code
)
select
    asked as period,
    today_code as area_code,
    max(period) as surveyed_on,
    sum(staff_total) as staff_total,
    sum(full_time) as full_time,
    sum(part_time) as part_time,
    sum(grid_workers) as grid_workers,
    sum(certified) as certified,
    sum(degree_ge_junior_college) as degree_ge_junior_college,
    sum(female) as female,
    sum(multi_post) as multi_post,
    sum(civil_servant_secretaries) as civil_servant_secretaries,
    sum(secretary_directors) as secretary_directors,
from ordered
where newness = 1 and (area_code = today_code or not reports_itself)
group by asked, today_code
