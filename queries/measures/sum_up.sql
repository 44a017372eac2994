/* ---
parameters: [is_stock]
--- */
-- Sums the finest rows of an indicator up the area tree: numerators and denominators, never ratios. An area whose
-- numerator (or, where the indicator has one, denominator) is unknown adds to neither and is counted as missing.
--
-- A district's own stock is the sum of its communities' exported once more: it counts only where none of them has a value.
-- Cases are different: one that is known to the district alone is a case of its own.
with doubled as (
    select distinct
        t.ancestor_code as area_code,
        below.period,
    from finest_known as below
    join dim_area_tree as t on t.area_code = below.area_code and t.depth > 0
    where $is_stock and below.is_known
),
counted as (
    select f.*
    from finest_known as f
    left join doubled as d on d.area_code = f.area_code and d.period = f.period
    where d.area_code is null
)
select
    t.ancestor_code as area_code,
    c.period,
    c.category,
    sum(c.numerator) filter (where c.is_known) as numerator,
    sum(c.denominator) filter (where c.is_known) as denominator,
    count(distinct c.area_code) filter (where c.is_known) as areas,
from counted as c
join dim_area_tree as t on t.area_code = c.area_code
join asked_area as a on a.area_code = t.ancestor_code
group by t.ancestor_code, c.period, c.category
