-- The areas of today below the areas asked for, as the list of areas has them, and those of the past that went into them.
select
    d.area_code,
    d.area_name,
    r.area_code as listed_code,
    r.area_name as listed_name,
    r.level,
    r.community_type,
    r.valid_from,
    r.valid_to,
    r.predecessor_code,
    case when r.area_code = d.area_code then 'current' else 'closed' end as standing,
    r.source_file,
    nullif(r.source_row, 0) as source_row, -- row 0: made from the rows of an export, not listed
from raw_area as r
left join dim_area_successor as s on s.old_code = r.area_code
join dim_area as d on d.area_code = coalesce(s.area_code, r.area_code)
join asked_subtree as t on t.area_code = d.area_code
order by standing <> 'current', d.area_code, r.area_code
