-- What cases are set against, one quantity beside the other: households by basis, and grid workers. Only counties that ever
-- sent a case; what an office states beside the areas below it is their sum once more and is left out.
with stated as (
    select 'households/' || household_basis as quantity, period, area_code, households as exposure
    from asked_household
    union all
    select 'workers' as quantity, period, area_code, workers as exposure
    from asked_grid_worker
),
known as (
    select s.*
    from stated as s
    join asked_case_area as c on c.area_code = s.area_code
),
doubled as (
    select distinct
        below.quantity,
        below.period,
        t.ancestor_code as area_code,
    from known as below
    join dim_area_tree as t on t.area_code = below.area_code and t.depth > 0
)
select
    k.quantity,
    k.period,
    k.area_code,
    k.exposure,
from known as k
left join doubled as d on d.quantity = k.quantity and d.period = k.period and d.area_code = k.area_code
where d.area_code is null
