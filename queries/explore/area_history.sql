-- The closed areas that went into each area asked for or below it (renamed, merged, converted from villages), and when they
-- existed: valid_from and valid_to are the predecessor's own; where nobody recorded its end, the day the area that names it
-- began. A chain of reforms is listed step by step, newest first.
select
    d.area_code,
    d.area_name,
    h.old_code as predecessor_code,
    o.area_name as predecessor_name,
    o.valid_from,
    coalesce(o.valid_to, case when contains(today.predecessor_code, h.old_code) then today.valid_from end) as valid_to,
from dim_area_successor as h
join asked_subtree as s on s.area_code = h.area_code
join dim_area as d on d.area_code = h.area_code
join raw_area as today on today.area_code = h.area_code
left join raw_area as o on o.area_code = h.old_code
where h.is_named or o.area_code is not null -- a code that nobody named or used tells nothing
order by d.area_code, valid_to desc nulls last, predecessor_code
