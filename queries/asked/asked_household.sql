-- Households as last known when each period asked for ends.
with ordered as (
    select
        a.period,
        h.area_code,
        h.household_basis,
        h.households,
        h.surveyed_on,
        row_number() over (
            partition by a.period, h.area_code, h.household_basis
            order by h.surveyed_on desc
        ) as newness,
    from asked_period as a
    join fct_household as h on h.surveyed_on < a.end_at
    where h.households is not null
)
select
    period,
    area_code,
    household_basis,
    households,
    surveyed_on,
from ordered
where newness = 1
