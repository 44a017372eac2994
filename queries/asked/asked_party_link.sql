-- Party links of each area by the latest survey before each period asked for ends, by the rule of asked_staff.
with ordered as (
    select
        a.period as asked,
        coalesce(s.area_code, x.area_code) as today_code,
        x.*,
        row_number() over (partition by a.period, x.area_code order by x.period desc) as newness,
        bool_or(s.area_code is null) over (partition by a.period, coalesce(s.area_code, x.area_code)) as reports_itself,
    from asked_period as a
    join raw_party_link as x on x.period < a.end_at
    left join dim_area_successor as s on s.old_code = x.area_code
)
select
    asked as period,
    today_code as area_code,
    max(period) as surveyed_on,
    sum(members_linked) as members_linked,
    sum(households_linked) as households_linked,
    sum(part_time_members) as part_time_members,
    sum(agreements) as agreements,
    sum(organisations) as organisations,
    sum(enterprises) as enterprises,
    sum(units) as units,
from ordered
where newness = 1 and (area_code = today_code or not reports_itself)
group by asked, today_code
