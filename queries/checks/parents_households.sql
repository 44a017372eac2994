/* ---
title:     {zh: 上级户数与所辖社区之和不符, en: Households of an area are not those of its communities}
a:         {zh: 上级填报的数, en: Figure of the area itself}
b:         {zh: 所辖社区之和, en: Sum of its communities}
unit:      households
why:       {zh: 上级数据常来自另一套统计，时点、口径或是否含村不同, en: "What an office states often comes from another survey: its day, its basis or the villages differ"}
severity:  warning
tolerance: 0.005
--- */
-- An area above communities that reports households of its own, against the latest of each of its communities up to that day. Areas
-- of which a community has not reported are left to the completeness of reporting.
with stated as (
    select
        area_code,
        surveyed_on,
        sum(households) as figure,
    from fct_household
    where household_basis = 'resident'
    group by area_code, surveyed_on
),
owners as (
    select
        area_code,
        surveyed_on,
        figure,
        row_number() over (partition by area_code order by surveyed_on desc) as newness,
    from stated
    where figure is not null
),
below as (
    select
        own.area_code,
        own.surveyed_on,
        own.figure,
        p.area_code as place_code,
        b.figure as place_figure,
        row_number() over (partition by own.area_code, p.area_code order by b.surveyed_on desc) as newness,
    from owners as own
    join dim_area_tree as t on t.ancestor_code = own.area_code and t.depth > 0
    join dim_place as p on p.area_code = t.area_code
    left join stated as b on b.area_code = p.area_code and b.surveyed_on <= own.surveyed_on and b.figure is not null
    where own.newness = 1
),
summed as (
    select
        area_code,
        surveyed_on,
        figure,
        sum(place_figure) as place_figures,
    from below
    where newness = 1
    group by area_code, surveyed_on, figure
    having count(*) = count(place_figure)
)
select
    s.area_code,
    cast(s.surveyed_on as varchar) as subject,
    cast(s.figure as double) as figure_a,
    cast(s.place_figures as double) as figure_b,
from summed as s
join check_setting as k on k.check_id = 'parents_households'
where abs(s.figure - s.place_figures) > k.tolerance * s.figure
