-- How cases were handled: side states, short clocks, contact, call-backs, where they were settled and whether the loop was
-- closed. Counts by the period ends at which a case counts as reported and as closed; deadlines stand in case_triangle.
--
-- One grouping set per dimension, as there: the rows of a dimension hold every case once. What a system never records is
-- null, not zero; where systems meet in one row, the pair “… is known” and its count leave out those that do not know.
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
    count(*) as cases,
    count(*) filter (where is_void) as void,
    min(reported_at) as first_reported_at,
    max(reported_at) as last_reported_at,
    -- Filing and side states
    case when bool_or(knows_filing) then count(*) filter (where knows_filing) end as reported_where_filing_is_known,
    count(*) filter (where knows_filing and is_filed) as filed_where_filing_is_known,
    case when bool_or(knows_deferral) then count(*) filter (where is_filed and knows_deferral) end as filed_where_deferral_is_known,
    case when bool_or(knows_deferral) then count(*) filter (where is_filed and is_deferred) end as deferred,
    case when bool_or(knows_extension) then count(*) filter (where is_filed and knows_extension) end as filed_where_extension_is_known,
    case when bool_or(knows_extension) then count(*) filter (where is_filed and is_extended) end as extended,
    case when bool_or(knows_rework) then count(*) filter (where is_filed and is_handled and knows_rework) end as handled_where_rework_is_known,
    case when bool_or(knows_rework) then count(*) filter (where is_filed and is_handled and is_reworked) end as reworked,
    case when bool_or(knows_repeat) then count(*) filter (where not is_void and knows_repeat) end as reported_where_repeat_is_known,
    case when bool_or(knows_repeat) then count(*) filter (where not is_void and is_repeat) end as repeated,
    case when bool_or(knows_returned) then count(*) filter (where is_returned) end as returned,
    case when bool_or(knows_reassigned) then count(*) filter (where is_reassigned) end as reassigned,
    case when bool_or(knows_reopened) then count(*) filter (where is_reopened) end as reopened,
    case when bool_or(knows_merged) then count(*) filter (where is_merged) end as merged,
    -- Short clocks
    case when bool_or(knows_urgent_clock) then count(*) filter (where is_filed and knows_urgent_clock and is_emergency) end as emergencies,
    count(*) filter (where is_filed and knows_urgent_clock and is_emergency and is_within_2_hours) as emergencies_in_2_hours,
    case when bool_or(knows_urgency) then count(*) filter (where is_filed and knows_urgency and is_same_day_class) end as same_day_class,
    count(*) filter (where is_filed and knows_urgency and is_same_day_class and is_closed_same_day) as closed_same_day,
    case when bool_or(knows_finish_clock) then
        count(*) filter (where not is_void and knows_finish_clock and quarter_hour_clock = 'finish')
    end as to_finish_in_15,
    count(*) filter (where not is_void and knows_finish_clock and quarter_hour_clock = 'finish' and is_finished_in_15) as finished_in_15,
    case when bool_or(knows_register_clock) then
        count(*) filter (where not is_void and knows_register_clock and quarter_hour_clock = 'register')
    end as to_register_in_15,
    count(*) filter (
        where not is_void and knows_register_clock and quarter_hour_clock = 'register' and is_registered_in_15
    ) as registered_in_15,
    case when bool_or(knows_arrive_clock) then
        count(*) filter (where not is_void and knows_arrive_clock and quarter_hour_clock = 'arrive')
    end as to_arrive_in_15,
    count(*) filter (where not is_void and knows_arrive_clock and quarter_hour_clock = 'arrive' and is_arrived_in_15) as arrived_in_15,
    -- Contact and call-backs
    case when bool_or(knows_contacted) then
        count(*) filter (where is_filed and is_called_back and knows_contacted)
    end as asked_if_contacted,
    count(*) filter (where is_filed and is_called_back and is_contacted) as contacted_of_called_back,
    case when bool_or(knows_first_contact) then
        count(*) filter (where is_filed and is_dispatched and knows_first_contact)
    end as dispatched,
    count(*) filter (where is_filed and is_dispatched and knows_first_contact and is_contacted_in_time) as contacted_in_time,
    case when bool_or(knows_callback) then count(*) filter (where is_filed and knows_callback) end as filed_where_callback_is_known,
    count(*) filter (where is_filed and is_called_back) as called_back,
    -- Where it was settled, and whether the loop was closed
    case when bool_or(knows_settled_level) then count(*) filter (where is_filed and has_settled_level) end as settled_level_known,
    count(*) filter (where is_filed and is_settled_in_community) as settled_in_community,
    count(*) filter (where is_filed) as filed,
    count(*) filter (where is_filed and has_whole_loop) as whole_loops,
    -- Where the deadline comes from
    count(*) filter (where is_filed and due_at is not null) as filed_with_deadline,
    count(*) filter (where is_filed and is_due_from_limit) as filed_with_deadline_from_limit,
from stg_case
group by grouping sets (
    (area_code, reported_cut, closed_cut),
    (area_code, reported_cut, closed_cut, category),
    (area_code, reported_cut, closed_cut, department),
    (area_code, reported_cut, closed_cut, channel),
    (area_code, reported_cut, closed_cut, urgency),
    (area_code, reported_cut, closed_cut, system)
)
order by dimension, area_code, reported_cut
