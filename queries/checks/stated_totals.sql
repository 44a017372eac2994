/* ---
title:    {zh: 表中合计与各行之和不符, en: A stated total of a file is not the sum of its rows}
a:        {zh: 表中合计, en: Total as stated}
b:        {zh: 各行之和, en: Sum of the rows}
unit:     ""
why:      {zh: 导出时漏行、重复行或手工改过合计都会造成差额；被隔离的行也不在和之内, en: "Rows left out or doubled by the export, or a total changed by hand; rows in quarantine are not in the sum either"}
severity: error
--- */
-- 合计 rows of the files against the rows above them. The finding stands at the area that the file speaks for
-- (stg_file), and at none where it speaks for no single one.
select
    f.area_code,
    c.source_file || ' · ' || c.source_row || ' · ' || c."column" as subject,
    c.stated as figure_a,
    c.summed as figure_b,
from raw_checksum as c
left join stg_file as f on f."table" = c."table" and f.source_file = c.source_file and f.batch_id = c.batch_id
where abs(c.summed - c.stated) > 0.005
