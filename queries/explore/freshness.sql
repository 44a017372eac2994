-- How many rows each table holds and which dates they speak for: surveys by their date, budgets by their year, cases from the
-- first report to the as-of date, registers by their as-of date.
select 1 as position, 'area' as "table", count(*) as rows, min(as_of) as oldest, max(as_of) as newest
from raw_area
union all
select 2, 'community', count(*), min(period), max(period)
from raw_community
union all
select 3, 'facility', count(*), min(period), max(period)
from raw_facility
union all
select 4, 'funding', count(*), make_date(cast(min(year) as integer), 1, 1), make_date(cast(max(year) as integer), 12, 31)
from raw_funding
union all
select 5, 'case', count(*), cast(min(reported_at) as date), max(as_of)
from raw_case
union all
select 6, 'volunteer_stat', count(*), min(period), max(period)
from raw_volunteer_stat
union all
select 7, 'volunteer_team', count(*), min(as_of), max(as_of)
from raw_volunteer_team
union all
select 8, 'grid', count(*), min(as_of), max(as_of)
from raw_grid
union all
select 9, 'staff', count(*), min(period), max(period)
from raw_staff
order by position
