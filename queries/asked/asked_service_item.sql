-- Items that communities handle, as their lists name them. A list has no dates, so it answers alike for every period asked for.
select
    a.period,
    coalesce(s.area_code, i.area_code) as area_code,
    i.item_id,
    i.item_name,
    coalesce(i.item_kind, '未注明') as item_kind,
    i.limit_value,
    i.limit_unit,
    i.is_posted,
from raw_service_item as i
left join dim_area_successor as s on s.old_code = i.area_code
cross join asked_period as a
