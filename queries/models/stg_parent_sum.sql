-- An area above communities that states a figure of its own, against the latest of each of its communities up to that day. Areas
-- of which a community has not reported are left to the completeness of reporting.
with owners as (
    select
        quantity,
        area_code,
        surveyed_on,
        figure,
        row_number() over (partition by quantity, area_code order by surveyed_on desc) as newness,
    from stg_survey_figure
    where figure is not null
),
below as (
    select
        own.quantity,
        own.area_code,
        own.surveyed_on,
        own.figure,
        p.area_code as place_code,
        b.figure as place_figure,
        row_number() over (partition by own.quantity, own.area_code, p.area_code order by b.surveyed_on desc) as newness,
    from owners as own
    join dim_area_tree as t on t.ancestor_code = own.area_code and t.depth > 0
    join dim_place as p on p.area_code = t.area_code
    left join stg_survey_figure as b
        on b.quantity = own.quantity and b.area_code = p.area_code and b.surveyed_on <= own.surveyed_on and b.figure is not null
    where own.newness = 1
)
select
    quantity,
    area_code,
    surveyed_on,
    figure,
    sum(place_figure) as place_figures,
from below
where newness = 1
group by quantity, area_code, surveyed_on, figure
having count(*) = count(place_figure)
