-- Cases filed and still open at the end of the data, by category; on the raw rows.
select
    category_l1 as key,
    count(*) as numerator,
    null as denominator,
from cases
where is_filed and not is_void and (closed_at is null or closed_at >= $as_of_end)
group by category_l1
