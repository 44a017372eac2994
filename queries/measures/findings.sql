-- What does not fit together, one row per finding, with both figures. A finding of no area has neither code nor name.
select
    f.check_id as "check",
    f.area_code,
    d.area_name,
    f.subject,
    f.figure_a,
    f.figure_b,
    f.figure_b - f.figure_a as difference,
    f.severity,
from finding as f
left join dim_area as d on d.area_code = f.area_code
