/* ---
title:     {zh: 上级志愿者数与所辖社区之和不符, en: Volunteers of an area are not those of its communities}
a:         {zh: 上级填报的数, en: Figure of the area itself}
b:         {zh: 所辖社区之和, en: Sum of its communities}
unit:      persons
why:       {zh: 一人在几个社区登记、机关志愿者不归社区，都会使两数不同, en: "One person may be registered in several communities, and volunteers of offices in none"}
severity:  warning
tolerance: 0.005
--- */
-- An area above communities that reports volunteers of its own, against the latest of each of its communities up to that day. Areas
-- of which a community has not reported are left to the completeness of reporting.
with stated as (
    select
        coalesce(s.area_code, v.area_code) as area_code,
        v.period as surveyed_on,
        sum(v.registered) as figure,
    from raw_volunteer_stat as v
    left join dim_area_successor as s on s.old_code = v.area_code
    group by coalesce(s.area_code, v.area_code), v.period
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
join check_setting as k on k.check_id = 'parents_volunteers'
where abs(s.figure - s.place_figures) > k.tolerance * s.figure
