-- Sums the finest rows of an indicator up the area tree: numerators and denominators, never ratios. An area whose
-- numerator (or, where the indicator has one, denominator) is unknown adds to neither and is counted as missing.
select
    t.ancestor_code as area_code,
    f.period,
    f.category,
    sum(f.numerator) filter (where f.is_known) as numerator,
    sum(f.denominator) filter (where f.is_known) as denominator,
    count(distinct f.area_code) filter (where f.is_known) as areas,
from finest_known as f
join dim_area_tree as t on t.area_code = f.area_code
join asked_area as a on a.area_code = t.ancestor_code
group by t.ancestor_code, f.period, f.category
