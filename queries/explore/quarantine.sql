-- Rows that were not taken in, with the rule each broke. Newest imports first; a page asks for no more than it shows.
select
    q."table",
    q.source_file,
    q.source_row,
    q.rule,
    q."column",
    q.value,
    q.row_json,
    q.batch_id,
from raw_quarantine as q
order by q.batch_id desc, q.source_file, q.source_row
limit 2000
