/* ---
title:    {zh: 定期议事而议题很少, en: "Many sittings, few matters"}
a:        {zh: 各厅自报每年议事次数之和, en: Sittings a year that the halls state}
b:        {zh: 登记的议题总数, en: Matters in the register}
unit:     ""
why:      {zh: 开会次数与议题件数是两个口径：一次会可以没有议题，一件事也可能议几次；相差太多说明“每周议事”未必都有议题，或登记不全, en: "Sittings and matters are two counts: a sitting may treat none and a matter may need several; a wide gap says that not every weekly sitting had a matter, or that matters were not registered"}
severity: warning
--- */
-- Counties whose halls say they sit more often in one year than the register holds matters of all years.
with counties as (
    select
        t.area_code,
        up.area_code as county_code,
    from dim_area_tree as t
    join dim_area as up on up.area_code = t.ancestor_code and up.level = 'county'
),
halls as (
    select
        c.county_code,
        sum(h.sittings_per_year) as sittings,
    from stg_hall as h
    join counties as c on c.area_code = h.area_code
    group by c.county_code
),
matters as (
    select
        c.county_code,
        count(*) as matters,
    from raw_deliberation as d
    left join dim_area_successor as s on s.old_code = d.area_code
    join counties as c on c.area_code = coalesce(s.area_code, d.area_code)
    group by c.county_code
)
select
    h.county_code as area_code,
    '' as subject,
    cast(h.sittings as double) as figure_a,
    cast(m.matters as double) as figure_b,
from halls as h
join matters as m on m.county_code = h.county_code
where m.matters < h.sittings
