-- What deserves a second look, though each case may have its reason: closed within minutes, closed in the last two days of the
-- assessment month, opened again within thirty days, called solved by somebody who was dissatisfied. Counts of filed cases by
-- the period ends at which a case counts as reported and as closed, with what each is a part of. Null where nobody can know.
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
    case when bool_or(knows_minutes) then
        count(*) filter (where knows_minutes and is_timed_to_the_minute)
    end as closed_with_time_of_day,
    count(*) filter (where knows_minutes and is_timed_to_the_minute and is_closed_in_5) as closed_in_5,
    count(*) filter (where is_closed_in_whole_month) as closed_in_whole_month,
    count(*) filter (where is_closed_in_whole_month and is_closed_at_month_end) as closed_at_month_end,
    case when bool_or(knows_reopening) then count(is_reopened_in_30) filter (where knows_reopening) end as reopening_known,
    count(*) filter (where knows_reopening and is_reopened_in_30) as reopened_in_30,
    case when bool_or(knows_solved and knows_satisfaction) then
        count(*) filter (where is_called_back and knows_solved and knows_satisfaction and has_both_answers)
    end as with_both_answers,
    count(*) filter (
        where is_called_back and has_both_answers and is_solved and satisfaction in ('dissatisfied', 'very_dissatisfied')
    ) as solved_yet_dissatisfied,
from stg_case
where is_filed
group by grouping sets (
    (area_code, reported_cut, closed_cut),
    (area_code, reported_cut, closed_cut, category),
    (area_code, reported_cut, closed_cut, department),
    (area_code, reported_cut, closed_cut, channel),
    (area_code, reported_cut, closed_cut, urgency),
    (area_code, reported_cut, closed_cut, system)
)
order by dimension, area_code, reported_cut
