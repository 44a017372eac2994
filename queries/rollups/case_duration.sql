-- How long cases took, and how long open ones have been waiting, as counts per bin: medians, P90 and survival curves
-- of any area and period are sums over it.
--
-- 'closed': hours from report to closing, rounded to the hour below 3 days, to 6 hours below 30 days, to the day below
-- a year, to the week above. 'waiting': cases still open when their own period ended, by the hours they had waited then
-- (rounded to 6 hours); at a later cut-off they have waited that much more, though never past the day until which their
-- system is known. Cases closed before they were reported have no duration; the triangle counts them.
with timed as (
    select
        *,
        date_diff('second', reported_at, closed_at) / 3600.0 as closing_hours,
        date_diff('second', reported_at, least(reported_cut, known_until)) / 3600.0 as waited_hours,
    from stg_case
    where reported_at < known_until and is_filed and (closed_at is null or closed_at >= reported_at)
),
binned as (
    select
        *,
        'closed' as event,
        cast(
            case
                when closing_hours < 72 then round(closing_hours)
                when closing_hours < 720 then round(closing_hours / 6) * 6
                when closing_hours < 8760 then round(closing_hours / 24) * 24
                else round(closing_hours / 168) * 168
            end as integer
        ) as hours,
    from timed
    where closed_at is not null
    union all
    select
        *,
        'waiting' as event,
        cast(round(waited_hours / 6) * 6 as integer) as hours,
    from timed
    where closed_cut is null or closed_cut > reported_cut
)
select
    area_code,
    case
        when grouping(category) = 0 then 'category'
        when grouping(department) = 0 then 'department'
        when grouping(channel) = 0 then 'channel'
        when grouping(urgency) = 0 then 'urgency'
        when grouping(system) = 0 then 'system'
        else 'all'
    end as dimension,
    coalesce(category, department, channel, urgency, system) as member,
    reported_cut,
    closed_cut,
    known_until,
    event,
    hours,
    count(*) as cases,
from binned
group by grouping sets (
    (area_code, reported_cut, closed_cut, known_until, event, hours),
    (area_code, reported_cut, closed_cut, known_until, event, hours, category),
    (area_code, reported_cut, closed_cut, known_until, event, hours, department),
    (area_code, reported_cut, closed_cut, known_until, event, hours, channel),
    (area_code, reported_cut, closed_cut, known_until, event, hours, urgency),
    (area_code, reported_cut, closed_cut, known_until, event, hours, system)
)
order by dimension, area_code, reported_cut
