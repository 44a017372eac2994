/* ---
code:       G1
title:      {zh: 网格户数合规率, en: Grids of the set size}
definition: {zh: 户数在所选标准上下限之内的网格数，占有户数填报的网格数的比例, en: "Grids whose households lie within the chosen limits, among the grids that state their households"}
formula:    {zh: 户数在上下限之内的网格数 ÷ 有户数的网格数, en: grids within the limits / grids with households stated}
unit:       percent
direction:  higher
kind:       proportion
time:       stock
theme:      grids
standard:   null
thresholds: [grid_size_max]
source:     [grid]
caveat:     {zh: “200户左右”按以百计的数理解，即150至249户；只有上限的标准不设下限。没有标准的地区不适用。按网格自报户数，与社区户数口径可能不同, en: "“About 200” is read as a figure given in hundreds, 150 to 249; where a document sets only a most, there is no fewest. Without such a standard it does not apply. Counts the households that grids state, which may follow another basis than the community's"}
--- */
-- A threshold that a document leaves open (no fewest, no most) does not bind. A grid without households is left out.
select
    g.area_code,
    a.period,
    count(*) filter (
        where g.households >= coalesce(low.value, g.households) and g.households <= coalesce(high.value, g.households)
    ) as numerator,
    count(*) as denominator,
from stg_grid as g
cross join asked_period as a
join dim_standard as high on high.area_code = g.area_code and high.standard = 'grid_size_max'
left join dim_standard as low on low.area_code = g.area_code and low.standard = 'grid_size_min'
where g.households is not null
group by g.area_code, a.period
