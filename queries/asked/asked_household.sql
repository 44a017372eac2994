-- Households as last known when each period asked for ends. What an area's predecessors reported counts until the area
-- reports itself; of several that were merged, the last word of each is summed.
with ordered as (
    select
        a.period,
        h.*,
        row_number() over (
            partition by a.period, h.reported_code, h.household_basis
            order by h.surveyed_on desc
        ) as newness,
        bool_or(h.reported_code = h.area_code) over (partition by a.period, h.area_code, h.household_basis) as reports_itself,
    from asked_period as a
    join fct_household as h on h.surveyed_on < a.end_at
    where h.households is not null
)
select
    period,
    area_code,
    household_basis,
    sum(households) as households,
    max(surveyed_on) as surveyed_on,
from ordered
where newness = 1 and (reported_code = area_code or not reports_itself)
group by period, area_code, household_basis
