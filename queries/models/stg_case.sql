-- Cases as they are counted, under today's area. A void case, one that was never filed and a duplicate that went on in
-- another case (并单) leave every rate; a deferred one leaves the rates of closing in time.
--
-- Each of the three clocks becomes a cut: the first period end at or after which the event counts. Period ends are the
-- ends of assessment months, and the as-of instant inside the month that was cut short. An event counts at a cut-off
-- exactly when its cut is not later than the cut-off.
--
-- Each system of each city is known until a day of its own, the newest its exports speak for. What lies after it (a deadline
-- that has not come, for all that is known) has a cut that no cut-off reaches; null is left to what has no time at all.
--
-- A system is not asked about what it never records: that is unknown, not zero. Columns that are never blank (filed,
-- deferred) are recorded where a system ever uses them. A system of the same name in another city is another system.
--
-- The short clocks (two hours, the same day, a quarter of an hour) are facts of one case, known soon after its report: they
-- do not wait for a cut-off. They are asked only of systems that record the time of day of both ends, and not of cases that
-- ended before they began. An open case whose clock still runs is not yet counted. A closing that is known by the day alone
-- is no closing before the report: on the day of the report it counts from the report on, and tells nothing of hours.
--
-- Why a case is kept out of a rate is one word, the first that applies: void, unfiled, merged, deferred. A re-opening is held
-- against the first closing, thirty days after which it is known either way. An export that gives the last closing alone
-- tells it only where the whole case, to its re-opening, took thirty days at most; else it stays unknown.
with homes as (
    select
        area_code as reported_code,
        area_code,
        city_code,
    from dim_city
    union all
    select
        s.old_code as reported_code,
        s.area_code,
        d.city_code,
    from dim_area_successor as s
    join dim_city as d on d.area_code = s.area_code
),
systems as (
    select
        c.system,
        coalesce(h.city_code, c.area_code) as city_code,
        cast(max(c.as_of) + interval 1 day as timestamp) as known_until,
        count(solved) > 0 as knows_solved,
        count(satisfaction) > 0 as knows_satisfaction,
        count(callback_valid) + count(solved) + count(satisfaction) > 0 as knows_callback,
        count(contacted) > 0 as knows_contacted,
        count(filed_at) > 0 or bool_or(not is_filed) as knows_filing,
        count(dispatched_at) > 0 and count(first_contact_at) > 0 as knows_first_contact,
        count(settled_level) > 0 as knows_settled_level,
        count(urgency) > 0 as knows_urgency,
        count(quarter_hour_clock) > 0 as knows_quarter_hour,
        coalesce(bool_or(registered_at <> date_trunc('day', registered_at)), false) as knows_registered,
        coalesce(bool_or(arrived_at <> date_trunc('day', arrived_at)), false) as knows_arrived,
        count(rework_count) > 0 as knows_rework,
        count(extension_count) > 0 as knows_extension,
        count(reassigned_count) > 0 as knows_reassigned,
        count(reopen_count) > 0 as knows_reopened,
        count(reopened_at) > 0 as knows_reopening,
        count(is_returned) > 0 as knows_returned,
        count(is_merged) > 0 as knows_merged,
        count(is_repeat) > 0 as knows_repeat,
        bool_or(is_deferred) as knows_deferral,
        bool_or(reported_at <> date_trunc('day', reported_at)) as knows_time_of_day,
        coalesce(bool_or(closed_at <> date_trunc('day', closed_at)), true) as knows_time_of_closing,
    from raw_case as c
    left join homes as h on h.reported_code = c.area_code
    group by c.system, coalesce(h.city_code, c.area_code)
),
timed as (
    select
        c.* exclude (closed_at),
        coalesce(h.area_code, c.area_code) as today_code,
        coalesce(h.city_code, c.area_code) as city_code,
        c.closed_at is null or c.closed_at >= c.reported_at as ends_after_report,
        case when c.closed_at = date_trunc('day', c.reported_at) then c.reported_at else c.closed_at end as closed_at,
        c.reported_at <> date_trunc('day', c.reported_at) and c.closed_at <> date_trunc('day', c.closed_at) as is_timed_to_the_minute,
        case
            when c.first_closed_at is not null then c.first_closed_at
            when c.reopened_at is null or c.reopened_at >= c.closed_at then c.closed_at
        end as first_closing_at,
    from raw_case as c
    left join homes as h on h.reported_code = c.area_code
),
months as (
    select
        c.*,
        k.as_of_at,
        k.month_shift,
        c.is_filed and not c.is_void and not coalesce(c.is_merged, false) as counts_as_filed,
        date_trunc('month', c.reported_at - k.month_shift) + interval 1 month + k.month_shift as reported_month_end,
        date_trunc('month', c.due_at - k.month_shift) + interval 1 month + k.month_shift as due_month_end,
        date_trunc('month', c.closed_at - k.month_shift) + interval 1 month + k.month_shift as closed_month_end,
    from timed as c
    cross join calendar as k
)
select
    c.today_code as area_code,
    c.system,
    c.case_id,
    c.source_file,
    c.source_row,
    coalesce(c.category_l1, '未注明') as category,
    coalesce(c.department, '未注明') as department,
    coalesce(c.channel, '未注明') as channel,
    coalesce(c.urgency, 'normal') as urgency,
    c.reported_at,
    c.due_at,
    c.closed_at,
    c.filed_at,
    c.deliberated_at,
    c.dispatched_at,
    c.handled_at,
    c.fed_back_at,
    c.evaluated_at,
    c.as_of_at,
    s.known_until,
    c.month_shift,
    case when c.reported_at < s.known_until then least(c.reported_month_end, c.as_of_at) else timestamp '9999-12-31' end as reported_cut,
    case
        when c.due_at < s.known_until then least(c.due_month_end, c.as_of_at)
        when c.due_at is not null then timestamp '9999-12-31'
    end as due_cut,
    case
        when c.closed_at < s.known_until then least(c.closed_month_end, c.as_of_at)
        when c.closed_at is not null then timestamp '9999-12-31'
    end as closed_cut,
    c.counts_as_filed as is_filed,
    c.counts_as_filed and not c.is_deferred as is_countable,
    c.is_void,
    c.is_deferred,
    case
        when c.is_void then 'void'
        when not c.is_filed then 'unfiled'
        when c.is_merged then 'merged'
        when c.is_deferred then 'deferred'
    end as excluded_as,
    coalesce(c.closed_at <= c.due_at, false) as is_on_time,
    coalesce(c.callback_valid, c.solved is not null or coalesce(c.satisfaction, 'not_rated') <> 'not_rated') as is_called_back,
    s.knows_solved,
    s.knows_satisfaction,
    s.knows_callback,
    s.knows_contacted,
    s.knows_filing,
    s.knows_first_contact,
    s.knows_settled_level,
    s.knows_rework,
    s.knows_extension,
    s.knows_reassigned,
    s.knows_reopened,
    s.knows_reopening,
    s.knows_returned,
    s.knows_merged,
    s.knows_repeat,
    s.knows_deferral,
    s.knows_urgency and s.knows_time_of_day and s.knows_time_of_closing as knows_urgent_clock,
    s.knows_quarter_hour and s.knows_time_of_day and s.knows_time_of_closing as knows_finish_clock,
    s.knows_quarter_hour and s.knows_time_of_day and s.knows_registered as knows_register_clock,
    s.knows_quarter_hour and s.knows_time_of_day and s.knows_arrived as knows_arrive_clock,
    s.knows_time_of_day and s.knows_time_of_closing as knows_minutes,
    s.knows_urgency,
    coalesce(c.solved, false) as is_solved,
    c.solved is not null and coalesce(c.satisfaction, 'not_rated') <> 'not_rated' as has_both_answers,
    coalesce(c.satisfaction, 'not_rated') as satisfaction,
    coalesce(c.contacted, false) as is_contacted,
    coalesce(c.is_returned, false) as is_returned,
    coalesce(c.is_merged, false) as is_merged,
    coalesce(c.is_repeat, false) as is_repeat,
    coalesce(c.rework_count, 0) > 0 as is_reworked,
    coalesce(c.extension_count, 0) > 0 as is_extended,
    coalesce(c.reassigned_count, 0) > 0 as is_reassigned,
    coalesce(c.reopen_count, 0) > 0 as is_reopened,
    coalesce(c.handled_at, c.closed_at) is not null as is_handled,
    c.dispatched_at is not null as is_dispatched,
    -- Nobody exports a deadline for signing or calling: the case's own stands, and without one any contact is in time.
    c.first_contact_at is not null and (c.due_at is null or c.first_contact_at <= c.due_at) as is_contacted_in_time,
    c.settled_level is not null as has_settled_level,
    coalesce(c.settled_level in ('building', 'grid', 'community'), false) as is_settled_in_community,
    coalesce(c.due_from, 'export') = 'limit' and c.due_at is not null as is_due_from_limit,
    -- The loop of 广阳: accepted, assigned, handled, fed back, evaluated. A system that never records one has no closed loop.
    c.filed_at is not null and c.dispatched_at is not null and c.handled_at is not null and c.fed_back_at is not null
    and c.evaluated_at is not null as has_whole_loop,
    c.urgency = 'urgent' and c.ends_after_report
    and (c.closed_at is not null or c.reported_at + interval 2 hour <= s.known_until) as is_emergency,
    coalesce(c.closed_at <= c.reported_at + interval 2 hour, false) as is_within_2_hours,
    c.urgency = 'same_day' and c.reported_at < s.known_until
    and (c.closed_at is null or cast(c.closed_at as date) >= cast(c.reported_at as date)) as is_same_day_class,
    coalesce(cast(c.closed_at as date) = cast(c.reported_at as date), false) as is_closed_same_day,
    case
        when c.reported_at + interval 15 minute > s.known_until then null
        when c.quarter_hour_clock = 'finish' and not c.ends_after_report then null
        when c.quarter_hour_clock = 'register' and c.registered_at < c.reported_at then null
        when c.quarter_hour_clock = 'arrive' and c.arrived_at < c.reported_at then null
        else c.quarter_hour_clock
    end as quarter_hour_clock,
    coalesce(c.closed_at <= c.reported_at + interval 15 minute, false) as is_finished_in_15,
    -- “Registered and explained” means with a time by which the answer comes.
    coalesce(c.registered_at <= c.reported_at + interval 15 minute, false) and c.promised_at is not null as is_registered_in_15,
    coalesce(c.arrived_at <= c.reported_at + interval 15 minute, false) as is_arrived_in_15,
    c.ends_after_report and coalesce(c.is_timed_to_the_minute, false) as is_timed_to_the_minute,
    coalesce(c.closed_at <= c.reported_at + interval 5 minute, false) as is_closed_in_5,
    -- A month that is not over has not had its last days yet: its closings cannot bunch there.
    coalesce(c.closed_month_end <= s.known_until, false) as is_closed_in_whole_month,
    coalesce(c.closed_at >= c.closed_month_end - interval 2 day, false) as is_closed_at_month_end,
    case
        when coalesce(c.first_closing_at, c.reported_at + interval 30 day) + interval 30 day > s.known_until then null
        when c.reopened_at is null then case when c.first_closing_at is not null and coalesce(c.reopen_count, 0) = 0 then false end
        when c.first_closing_at is null then
            case when c.reopened_at between c.reported_at and c.reported_at + interval 30 day then true end
        when c.reopened_at >= c.first_closing_at then c.reopened_at <= c.first_closing_at + interval 30 day
    end as is_reopened_in_30,
from months as c
join systems as s on s.system = c.system and s.city_code = c.city_code
