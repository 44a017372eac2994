/* ---
title:     {zh: 上级人口与所辖社区之和不符, en: Population of an area is not that of its communities}
a:         {zh: 上级填报的数, en: Figure of the area itself}
b:         {zh: 所辖社区之和, en: Sum of its communities}
unit:      persons
why:       {zh: 上级数据常来自另一套统计，时点、口径或是否含村不同, en: "What an office states often comes from another survey: its day, its basis or the villages differ"}
severity:  warning
tolerance: 0.005
--- */
-- All people where the area and its communities state them, else the residents; never a basis that one of them leaves out.
with compared as (
    select
        *,
        row_number() over (partition by area_code order by surveyed_on desc, quantity desc) as choice,
    from stg_parent_sum
    where quantity in ('population/total', 'population/resident')
)
select
    s.area_code,
    cast(s.surveyed_on as varchar) as subject,
    s.figure as figure_a,
    s.place_figures as figure_b,
from compared as s
join check_setting as k on k.check_id = 'parents_population'
where s.choice = 1 and abs(s.figure - s.place_figures) > k.tolerance * s.figure
