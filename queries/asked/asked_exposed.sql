-- Areas whose cases can be set against a quantity: it is known at them, above them or below them.
select
    e.quantity,
    e.period,
    t.area_code,
from asked_exposure as e
join dim_area_tree as t on t.ancestor_code = e.area_code
union
select
    e.quantity,
    e.period,
    t.ancestor_code as area_code,
from asked_exposure as e
join dim_area_tree as t on t.area_code = e.area_code and t.depth > 0
