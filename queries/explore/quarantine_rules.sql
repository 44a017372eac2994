-- How many rows each rule holds back, by table and column, in how many files, and one value as an example.
select
    "table",
    rule,
    "column",
    count(*) as rows,
    count(distinct source_file) as files,
    min(value) as example,
from raw_quarantine
group by "table", rule, "column"
order by rows desc, "table", rule, "column"
