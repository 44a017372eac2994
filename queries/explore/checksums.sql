-- 合计 rows of the exports against the sum of the rows above them.
select
    "table",
    source_file,
    source_row,
    label,
    "column",
    stated,
    summed,
    summed - stated as difference,
from raw_checksum
order by abs(coalesce(summed - stated, 0)) desc, source_file, source_row, "column"
