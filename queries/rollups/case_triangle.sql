-- The run-off triangle: counts by the period ends at which a case counts as reported, due and closed. Any cohort, any
-- throughput and any cut-off is a sum over it, exact whatever the number of cases.
--
-- One grouping set per dimension: the rows of a dimension hold every case once, so a breakdown by category is the rows
-- of 'category' and a total is the rows of 'all'.
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
    due_cut,
    closed_cut,
    count(*) as cases,
    count(*) filter (where is_filed) as filed,
    count(*) filter (where is_countable) as countable,
    count(*) filter (where is_countable and is_on_time) as on_time,
    count(*) filter (where is_void) as void,
    count(*) filter (where is_filed and is_deferred) as deferred,
    case when bool_or(knows_solved) then
        count(*) filter (where is_called_back and is_filed and knows_solved)
    end as asked_if_solved,
    case when bool_or(knows_satisfaction) then
        count(*) filter (where is_called_back and is_filed and knows_satisfaction)
    end as asked_if_satisfied,
    case when bool_or(knows_solved) then count(*) filter (where is_filed and knows_solved) end as filed_where_solved_is_known,
    count(*) filter (where is_called_back and is_filed and is_solved) as solved_of_called_back,
    count(*) filter (where is_filed and is_solved) as solved,
    count(*) filter (
        where is_called_back and is_filed and satisfaction in ('very_satisfied', 'satisfied')
    ) as satisfied,
    count(*) filter (where is_called_back and is_filed and satisfaction = 'basically_satisfied') as basically_satisfied,
    count(*) filter (where closed_at < reported_at) as closed_before_reported,
from stg_case
group by grouping sets (
    (area_code, reported_cut, due_cut, closed_cut),
    (area_code, reported_cut, due_cut, closed_cut, category),
    (area_code, reported_cut, due_cut, closed_cut, department),
    (area_code, reported_cut, due_cut, closed_cut, channel),
    (area_code, reported_cut, due_cut, closed_cut, urgency),
    (area_code, reported_cut, due_cut, closed_cut, system)
)
-- A question reads one dimension and often few areas: sorted, it skips the rest.
order by dimension, area_code, reported_cut
