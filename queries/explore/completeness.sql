-- How many of the communities asked for reported their households at the latest survey before the period ended.
with latest as (
    select
        a.period,
        a.end_at,
        max(c.period) as surveyed_on,
    from asked_period as a
    join raw_community as c on c.period < a.end_at
    join asked_subtree as s on s.area_code = c.area_code
    group by a.period, a.end_at
)
select
    l.period,
    l.surveyed_on,
    (select count(*) from asked_community) as expected,
    count(distinct c.area_code) as submitted,
from latest as l
join raw_community as c on c.period = l.surveyed_on and coalesce(c.report_status, 'submitted') <> 'draft'
join asked_community as s on s.area_code = c.area_code
group by l.period, l.surveyed_on
