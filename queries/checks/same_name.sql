/* ---
title:    {zh: 同名区划, en: Areas of the same name}
a:        {zh: 同名区划数, en: Areas of this name}
b:        {zh: 其中按名称能确定的, en: Areas that the name alone would tell}
unit:     areas
why:      {zh: 名称相同而代码不同，各算各的，从不合并；按名称填报的表要补上代码或上级名称, en: "The names agree and the codes do not: they are counted apart and never merged; a file that gives names alone needs codes or the names above"}
severity: note
--- */
-- Counties and towns that share their name with another, wherever it lies, and communities that share it within a county. The
-- subject is the name.
with counties as (
    select
        t.area_code,
        up.area_code as county_code,
    from dim_area_tree as t
    join dim_area as up on up.area_code = t.ancestor_code and up.level = 'county'
),
named as (
    select
        d.area_code,
        d.area_name,
        count(*) over (
            partition by d.level, d.area_name, case when d.level = 'community' then coalesce(c.county_code, d.area_code) end
        ) as areas,
    from dim_area as d
    left join counties as c on c.area_code = d.area_code
    where d.level in ('county', 'town', 'community')
)
select
    area_code,
    area_name as subject,
    cast(areas as double) as figure_a,
    cast(1 as double) as figure_b,
from named
where areas > 1
