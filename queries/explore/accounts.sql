-- What became of every row of every file: read = accepted + quarantined + duplicates + checksum rows.
select
    batch_id,
    file,
    "table",
    profile,
    as_of,
    imported_at,
    read,
    accepted,
    quarantined,
    duplicates,
    checksum_rows,
    dropped_columns,
    ignored_columns,
    as_of_from,
    warnings,
    row_number() over (partition by file, "table" order by imported_at desc) = 1 as is_latest,
from raw_account
order by imported_at desc, file, "table"
