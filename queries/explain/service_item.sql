-- The lists of service items, which have no dates (see asked_service_item).
with mapped as (
    select
        coalesce(s.area_code, x.area_code) as today_code,
        s.area_code is null as is_own,
        x.*,
        bool_or(s.area_code is null) over (partition by coalesce(s.area_code, x.area_code)) as lists_itself,
    from raw_service_item as x
    left join dim_area_successor as s on s.old_code = x.area_code
)
select
    m.today_code as area_code,
    d.area_name,
    m.area_code as reported_code,
    m.item_id,
    m.item_name,
    m.item_kind,
    m.limit_value,
    m.limit_unit,
    m.is_posted,
    case when m.lists_itself and not m.is_own then 'told_anew' else 'current' end as standing,
    m.source_file,
    m.source_row,
from mapped as m
join asked_subtree as t on t.area_code = m.today_code
join dim_area as d on d.area_code = m.today_code
order by standing <> 'current', m.today_code, m.area_code, m.item_id
