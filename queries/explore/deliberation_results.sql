-- What came of deliberation in the period, by kind of result.
select
    r.result_kind,
    sum(r.result_count) as results,
    count(*) as matters,
from asked_result as r
join asked_place as p on p.area_code = r.area_code
group by r.result_kind
order by results desc, r.result_kind
