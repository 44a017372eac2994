-- How long cases took, and how long open ones have been waiting, as counts per bin: medians, P90, shares closed within so many
-- days and survival curves of any area and period are sums over it. Every case that counts as filed is in it.
--
-- 'closed': hours from report to closing, up to the full hour until 3 days, the full 6 hours until 30 days, the full day until
-- a year, the full week beyond. A case is closed at the end of its bin, never later than there: how many were closed within 1, 3,
-- 7, 15 or 30 days is exact, and so is a time in whole days. A closing at the instant of the report takes 0 hours. Their times
-- as they are stand in closing_seconds, for a mean that knows no bins; whole seconds, so that no order of adding changes the sum.
--
-- 'waiting': cases still open when their own period ended, by the hours they had waited then, to the nearest full hour below 3 days
-- and 6 hours beyond; at a later cut-off they have waited that much more, though never past the day until which their system is
-- known. To the nearest edge, because all closings of a bin stand at its end: counted down, every waiting case would leave before
-- all of them, counted up, after all of them, and the share closed would be too high or too low. Half leave before, half after.
--
-- 'before_report': cases closed before they were reported. They have no duration; they are counted here to be named.
with timed as (
    select
        *,
        date_diff('second', reported_at, closed_at) as taken_seconds,
        date_diff('second', reported_at, closed_at) / 3600.0 as closing_hours,
        date_diff('second', reported_at, least(reported_cut, known_until)) / 3600.0 as waited_hours,
    from stg_case
    where reported_at < known_until and is_filed
),
binned as (
    select
        *,
        'closed' as event,
        cast(
            case
                when closing_hours <= 72 then ceil(closing_hours)
                when closing_hours <= 720 then ceil(closing_hours / 6) * 6
                when closing_hours <= 8760 then ceil(closing_hours / 24) * 24
                else ceil(closing_hours / 168) * 168
            end as integer
        ) as hours,
    from timed
    where closed_at >= reported_at
    union all
    select
        *,
        'waiting' as event,
        cast(case when waited_hours < 72 then round(waited_hours) else round(waited_hours / 6) * 6 end as integer) as hours,
    from timed
    where (closed_at is null or closed_at >= reported_at) and (closed_cut is null or closed_cut > reported_cut)
    union all
    select
        *,
        'before_report' as event,
        cast(null as integer) as hours,
    from timed
    where closed_at < reported_at
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
    cast(sum(taken_seconds) filter (where event = 'closed') as bigint) as closing_seconds,
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
