-- asked_exposed by case: a case can be set against what its area can be set against.
select
    e.quantity,
    e.period,
    k.case_key as area_code,
from asked_exposed as e
join keyed_case as k on k.area_code = e.area_code
