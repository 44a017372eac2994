-- What the cases that are kept out of the rates would add to the run-off triangle, had they counted: the counting columns of
-- case_triangle by the same period ends, one row more for each reason. A case stands under the first reason that applies, so
-- that reasons taken back one after another, the last first, add up to every case there is.
--
-- A deferred case is filed and called back like any other: it is missing from what must be closed in time alone.
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
    excluded_as,
    count(*) as cases,
    count(*) filter (where not is_filed) as filed,
    count(*) as countable,
    count(*) filter (where is_on_time) as on_time,
    case when bool_or(knows_solved) then
        count(*) filter (where is_called_back and not is_filed and knows_solved)
    end as asked_if_solved,
    case when bool_or(knows_satisfaction) then
        count(*) filter (where is_called_back and not is_filed and knows_satisfaction)
    end as asked_if_satisfied,
    case when bool_or(knows_solved) then count(*) filter (where not is_filed and knows_solved) end as filed_where_solved_is_known,
    count(*) filter (where is_called_back and not is_filed and is_solved) as solved_of_called_back,
    count(*) filter (where not is_filed and is_solved) as solved,
    count(*) filter (
        where is_called_back and not is_filed and satisfaction in ('very_satisfied', 'satisfied')
    ) as satisfied,
    count(*) filter (where is_called_back and not is_filed and satisfaction = 'basically_satisfied') as basically_satisfied,
from stg_case
where excluded_as is not null
group by grouping sets (
    (area_code, reported_cut, due_cut, closed_cut, excluded_as),
    (area_code, reported_cut, due_cut, closed_cut, excluded_as, category),
    (area_code, reported_cut, due_cut, closed_cut, excluded_as, department),
    (area_code, reported_cut, due_cut, closed_cut, excluded_as, channel),
    (area_code, reported_cut, due_cut, closed_cut, excluded_as, urgency),
    (area_code, reported_cut, due_cut, closed_cut, excluded_as, system)
)
order by dimension, area_code, reported_cut
