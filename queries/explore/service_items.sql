-- Every item on a list of services, with the filed cases of the period that name it in its area or below (not void, not gone on in
-- another case): how many were closed by the end of the period, and how many of these within their limit (blank where no case has one).
with handled as (
    select
        t.ancestor_code as area_code,
        c.item_id,
        count(*) as cases,
        count(*) filter (where c.closed_at < a.cutoff_at) as closed,
        count(*) filter (where c.closed_at < a.cutoff_at and c.closed_at <= c.due_at) as on_time,
        count(c.due_at) as with_limit,
    from raw_case as c
    join asked_period as a on c.reported_at >= a.start_at and c.reported_at < a.end_at
    left join dim_area_successor as s on s.old_code = c.area_code
    join dim_area_tree as t on t.area_code = coalesce(s.area_code, c.area_code)
    where c.item_id is not null and c.is_filed and not c.is_void and not coalesce(c.is_merged, false)
    group by t.ancestor_code, c.item_id
)
select
    p.area_name,
    i.item_id,
    i.item_name,
    i.item_kind,
    i.limit_value,
    i.limit_unit,
    i.is_posted,
    coalesce(h.cases, 0) as cases,
    coalesce(h.closed, 0) as closed,
    case when h.with_limit > 0 then h.on_time end as on_time,
from asked_service_item as i
join asked_place as p on p.area_code = i.area_code
left join handled as h on h.area_code = i.area_code and h.item_id = i.item_id
order by p.area_code, i.item_kind, i.item_id
