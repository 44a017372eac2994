-- As sum_up, and kept apart by duration: a survival curve needs the counts at every duration. is_mature: of cases that were
-- all watched long enough.
select
    t.ancestor_code as area_code,
    f.period,
    f.category,
    f.duration_days,
    f.is_mature,
    sum(f.numerator) as numerator,
    sum(f.denominator) as denominator,
    count(distinct f.area_code) as areas,
from finest_known as f
join dim_area_tree as t on t.area_code = f.area_code
join asked_area as a on a.area_code = t.ancestor_code
group by t.ancestor_code, f.period, f.category, f.duration_days, f.is_mature
