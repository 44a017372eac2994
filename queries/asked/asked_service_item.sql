-- Items that communities handle, as their lists name them. A list has no dates, so it answers alike for every period asked for;
-- what an area's predecessors listed counts until it has a list of its own.
with mapped as (
    select
        coalesce(s.area_code, i.area_code) as today_code,
        i.*,
        bool_or(s.area_code is null) over (partition by coalesce(s.area_code, i.area_code)) as lists_itself,
    from raw_service_item as i
    left join dim_area_successor as s on s.old_code = i.area_code
)
select
    a.period,
    m.today_code as area_code,
    m.item_id,
    m.item_name,
    coalesce(m.item_kind, '未注明') as item_kind,
    m.limit_value,
    m.limit_unit,
    m.is_posted,
from mapped as m
cross join asked_period as a
where m.area_code = m.today_code or not m.lists_itself
