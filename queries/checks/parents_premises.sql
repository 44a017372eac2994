/* ---
title:     {zh: 上级用房面积与所辖社区之和不符, en: Premises of an area are not those of its communities}
a:         {zh: 上级填报的数, en: Figure of the area itself}
b:         {zh: 所辖社区之和, en: Sum of its communities}
unit:      m2
why:       {zh: 街道、区级自有的服务中心不属于任何社区；停用或不计标准的用房也可能被一方计入, en: "Centres of a street or district belong to no community; premises out of use may be counted on one side"}
severity:  warning
tolerance: 0.005
--- */
-- An area above communities that reports premises of its own, against the latest of each of its communities up to that day. Areas
-- of which a community has not reported are left to the completeness of reporting.
with stated as (
    select
        area_code,
        max(surveyed_on) as surveyed_on,
        sum(floor_area_m2) as figure,
    from (
        select
            area_code,
            facility_id,
            surveyed_on,
            floor_area_m2,
            row_number() over (partition by area_code, facility_id order by surveyed_on desc) as newness,
        from fct_premises
    ) as surveys
    where newness = 1
    group by area_code
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
join check_setting as k on k.check_id = 'parents_premises'
where abs(s.figure - s.place_figures) > k.tolerance * s.figure
