/* ---
title:     {zh: 上级用房面积与所辖社区之和不符, en: Premises of an area are not those of its communities}
a:         {zh: 上级填报的数, en: Figure of the area itself}
b:         {zh: 所辖社区之和, en: Sum of its communities}
unit:      m2
why:       {zh: 街道、区级自有的服务中心不属于任何社区；停用或不计标准的用房也可能被一方计入, en: "Centres of a street or district belong to no community; premises out of use may be counted on one side"}
severity:  warning
tolerance: 0.005
--- */
select
    s.area_code,
    cast(s.surveyed_on as varchar) as subject,
    s.figure as figure_a,
    s.place_figures as figure_b,
from stg_parent_sum as s
join check_setting as k on k.check_id = 'parents_premises'
where s.quantity = 'premises' and abs(s.figure - s.place_figures) > k.tolerance * s.figure
