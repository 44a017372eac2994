-- Service sites by their latest survey before each period asked for ends: cost and use are cumulative. A number is that of the
-- area that gave it. What predecessors reported counts until the area reports itself.
with ordered as (
    select
        a.period as asked,
        coalesce(s.area_code, x.area_code) as today_code,
        x.*,
        row_number() over (partition by a.period, x.area_code, x.site_id order by x.period desc) as newness,
        bool_or(s.area_code is null) over (partition by a.period, coalesce(s.area_code, x.area_code)) as reports_itself,
    from asked_period as a
    join raw_service_site as x on x.period < a.end_at
    left join dim_area_successor as s on s.old_code = x.area_code
)
select
    asked as period,
    today_code as area_code,
    site_id,
    site_name,
    has_fibre,
    invest_yuan,
    approval_items,
    commercial_items,
    saving_yuan,
    period as surveyed_on,
from ordered
where newness = 1 and (area_code = today_code or not reports_itself)
