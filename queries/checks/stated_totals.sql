/* ---
title:    {zh: 表中合计与各行之和不符, en: A stated total of a file is not the sum of its rows}
a:        {zh: 表中合计, en: Total as stated}
b:        {zh: 各行之和, en: Sum of the rows}
unit:     ""
why:      {zh: 导出时漏行、重复行或手工改过合计都会造成差额；被隔离的行也不在和之内, en: "Rows left out or doubled by the export, or a total changed by hand; rows in quarantine are not in the sum either"}
severity: error
--- */
-- 合计 rows of the files against the rows above them. A file belongs to the areas of its rows: the lowest area that holds them
-- all is where the finding stands, and none where nothing holds them all.
with file_areas as (
    select
        "table",
        source_file,
        batch_id,
        count(distinct area_code) as areas,
    from stg_file_area
    group by "table", source_file, batch_id
),
holders as (
    select
        f."table",
        f.source_file,
        f.batch_id,
        t.ancestor_code,
        row_number() over (partition by f."table", f.source_file, f.batch_id order by max(up.depth) desc) as nearness,
    from stg_file_area as f
    join file_areas as n on n."table" = f."table" and n.source_file = f.source_file and n.batch_id = f.batch_id
    join dim_area_tree as t on t.area_code = f.area_code
    join (select area_code, max(depth) as depth from dim_area_tree where ancestor_code <> 'all' group by area_code) as up
        on up.area_code = t.ancestor_code
    group by f."table", f.source_file, f.batch_id, t.ancestor_code, n.areas
    having count(distinct f.area_code) = n.areas
)
select
    h.ancestor_code as area_code,
    c.source_file || ' · ' || c.source_row || ' · ' || c."column" as subject,
    c.stated as figure_a,
    c.summed as figure_b,
from raw_checksum as c
left join holders as h on h."table" = c."table" and h.source_file = c.source_file and h.batch_id = c.batch_id and h.nearness = 1
where abs(c.summed - c.stated) > 0.005
