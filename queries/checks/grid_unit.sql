/* ---
title:     {zh: 网格平均户数与划分单位不符, en: Grids are not of the size by which they are said to be cut}
a:         {zh: 实际平均每格户数, en: Households per grid in fact}
b:         {zh: 文件所称的划分单位, en: Unit that the document states}
unit:      households_per_grid
why:       {zh: 划分单位只是参照，边界跟着楼院走；平均数偏离较多说明网格已经过大或过小，或户数口径不同, en: "The unit is a guide and the bounds follow the buildings; a mean far from it says that grids have grown or shrunk, or that other households are counted"}
severity:  warning
tolerance: 0.02
--- */
-- Places whose document states a unit of households per grid, against the grids of the areas below them. A unit that is itself
-- printed as “about” is given five times the room.
with units as (
    select
        area_code,
        value,
        exactness,
    from published_figure
    where indicator = 'households_per_grid' and kind = 'target'
),
means as (
    select
        u.area_code,
        u.value,
        u.exactness,
        sum(g.households) / nullif(cast(count(*) as double), 0) as households,
    from units as u
    join dim_area_tree as t on t.ancestor_code = u.area_code
    join stg_grid as g on g.area_code = t.area_code and g.households is not null
    where g.grid_type is null or g.grid_type <> 'dedicated'
    group by u.area_code, u.value, u.exactness
)
select
    m.area_code,
    '' as subject,
    m.households as figure_a,
    m.value as figure_b,
from means as m
join check_setting as k on k.check_id = 'grid_unit'
where abs(m.households - m.value) > k.tolerance * m.value * case m.exactness when 'about' then 5 else 1 end
