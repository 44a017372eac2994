/* ---
title:     {zh: 上级志愿者数与所辖社区之和不符, en: Volunteers of an area are not those of its communities}
a:         {zh: 上级填报的数, en: Figure of the area itself}
b:         {zh: 所辖社区之和, en: Sum of its communities}
unit:      persons
why:       {zh: 一人在几个社区登记、机关志愿者不归社区，都会使两数不同, en: "One person may be registered in several communities, and volunteers of offices in none"}
severity:  warning
tolerance: 0.005
--- */
select
    s.area_code,
    cast(s.surveyed_on as varchar) as subject,
    s.figure as figure_a,
    s.place_figures as figure_b,
from stg_parent_sum as s
join check_setting as k on k.check_id = 'parents_volunteers'
where s.quantity = 'volunteers' and abs(s.figure - s.place_figures) > k.tolerance * s.figure
