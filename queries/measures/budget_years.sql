-- The budget years for which any community reported money.
select distinct
    year,
from fct_fund
order by year
