-- How many of the communities asked for reported their households at the latest survey before the period ended; what a community's
-- predecessors reported is its own, and drafts are no reports.
with reported as (
    select distinct
        a.period,
        h.area_code,
        h.surveyed_on,
    from asked_period as a
    join fct_household as h on h.surveyed_on < a.end_at
    join asked_subtree as s on s.area_code = h.area_code
    where h.households is not null
),
latest as (
    select
        period,
        max(surveyed_on) as surveyed_on,
    from reported
    group by period
)
select
    l.period,
    l.surveyed_on,
    (select count(*) from asked_community) as expected,
    count(s.area_code) as submitted,
from latest as l
join reported as r on r.period = l.period and r.surveyed_on = l.surveyed_on
left join asked_community as s on s.area_code = r.area_code
group by l.period, l.surveyed_on
