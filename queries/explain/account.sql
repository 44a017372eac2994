-- The files that speak for the areas asked for, with what became of their rows. A file that was read again counts as last read; one of
-- which nothing was taken speaks for no area, and stands under all of them.
with accounts as (
    select
        *,
        row_number() over (partition by file, "table" order by imported_at desc, batch_id desc) as newness,
    from raw_account
)
select
    t.area_code,
    d.area_name,
    x."table",
    x.imported_at,
    x.as_of,
    x.read,
    x.accepted,
    x.quarantined,
    x.duplicates,
    x.checksum_rows,
    case when x.newness = 1 then 'current' else 'superseded' end as standing,
    x.file as source_file,
    cast(null as bigint) as source_row,
from accounts as x
left join stg_file as f on f.batch_id = x.batch_id and f."table" = x."table" and f.source_file = x.file
join asked_subtree as t on t.area_code = coalesce(f.area_code, 'all')
left join dim_area as d on d.area_code = t.area_code
order by standing <> 'current', t.area_code, x.file, x.imported_at desc
