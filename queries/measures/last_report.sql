-- When the last case was reported.
select
    max(reported_at) as last_report,
from raw_case
