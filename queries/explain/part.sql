/* ---
parameters: [is_stock, thresholds]
--- */
-- The finest rows of an indicator below the areas asked for, and whether sum_up takes each: it is known, and (a stock) no sum of
-- areas below it told once more. Of a stock the places that it speaks about and that told nothing stand below.
with told as (
    select
        f.area_code,
        sum(f.numerator) as numerator,
        sum(f.denominator) as denominator,
        bool_or(f.is_known) as is_known,
    from finest_known as f
    join asked_subtree as s on s.area_code = f.area_code
    group by f.area_code
),
doubled as (
    select distinct
        t.ancestor_code as area_code,
    from told as below
    join dim_area_tree as t on t.area_code = below.area_code and t.depth > 0
    where $is_stock and below.is_known
),
thresholds as (
    select
        area_code,
        count(*) as found,
    from dim_standard
    where list_contains($thresholds, standard)
    group by area_code
),
parts as (
    select
        t.area_code,
        t.numerator,
        t.denominator,
        case when d.area_code is not null then 'told_below' when t.is_known then 'counted' else 'missing' end as counts,
    from told as t
    left join doubled as d on d.area_code = t.area_code
    union all
    select
        p.area_code,
        null as numerator,
        null as denominator,
        case when coalesce(x.found, 0) = len($thresholds) then 'missing' else 'no_standard' end as counts,
    from dim_place as p
    join asked_subtree as s on s.area_code = p.area_code
    left join thresholds as x on x.area_code = p.area_code
    left join told as t on t.area_code = p.area_code
    where $is_stock and t.area_code is null
)
select
    p.area_code,
    coalesce(d.area_name, p.area_code) as area_name,
    d.level,
    up.area_name as parent_name,
    p.numerator,
    p.denominator,
    p.counts,
from parts as p
left join dim_area as d on d.area_code = p.area_code
left join dim_area as up on up.area_code = d.parent_code
order by p.counts, p.area_code
