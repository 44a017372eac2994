/* ---
title:     {zh: 网格户数之和与社区户数不符, en: Households of the grids are not those of the community}
a:         {zh: 网格户数之和, en: Households of the grids}
b:         {zh: 社区户数, en: Households of the community}
unit:      households
why:       {zh: 网格可按常住户或总户数划分，取较接近的一个比较；差额多为空房、流动户或网格漏划, en: "Grids are cut by resident or by all households, and the nearer of the two is compared; a difference is mostly empty flats, floating households or a grid left out"}
severity:  warning
tolerance: 0.02
--- */
-- Only communities whose grids all state their households. The subject is the day of the survey.
with grids as (
    select
        area_code,
        sum(households) as households,
    from stg_grid
    where grid_type is null or grid_type <> 'dedicated' -- a market or a campus has no households of its own
    group by area_code
    having count(*) = count(households)
),
ordered as (
    select
        area_code,
        surveyed_on,
        household_basis,
        households,
        dense_rank() over (partition by area_code order by surveyed_on desc) as newness,
    from fct_household
    where household_basis in ('resident', 'total') and households is not null
),
surveys as (
    select
        area_code,
        surveyed_on,
        household_basis,
        sum(households) as households,
    from ordered
    where newness = 1
    group by area_code, surveyed_on, household_basis
),
compared as (
    select
        h.area_code,
        h.surveyed_on,
        g.households as grid_households,
        h.households,
        row_number() over (partition by h.area_code order by abs(h.households - g.households), h.household_basis) as nearness,
    from surveys as h
    join grids as g on g.area_code = h.area_code
)
select
    c.area_code,
    cast(c.surveyed_on as varchar) as subject,
    cast(c.grid_households as double) as figure_a,
    cast(c.households as double) as figure_b,
from compared as c
join check_setting as k on k.check_id = 'grid_households'
where c.nearness = 1 and abs(c.grid_households - c.households) > k.tolerance * c.households
