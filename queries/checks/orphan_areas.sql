/* ---
title:    {zh: 没有上级的区划, en: Areas without an area above them}
a:        {zh: 本级及以下的社区数, en: Communities at and below it}
b:        {zh: 其中计入上级汇总的, en: Of these in the sums of an area above}
unit:     areas
why:      {zh: 没有填上级代码，或所填的上级没有导入；其数据只在“全部”里，不在任何区县和市的汇总里, en: "No area above it is stated, or the one stated was never imported; what it reports counts among all areas and in no district or city"}
severity: warning
--- */
-- Areas beside one of the same province (the first two digits) that stands higher. What stands highest is where a warehouse begins
-- and no orphan. The subject is the code above as the list states it.
with ranks as (
    select
        area_code,
        parent_code,
        left(area_code, 2) as province,
        list_position(['province', 'city', 'county', 'town', 'community'], level) as rank,
    from dim_area
),
orphans as (
    select
        r.area_code,
    from ranks as r
    join ranks as higher on higher.province = r.province and higher.rank < r.rank
    where r.parent_code is null
    group by r.area_code
)
select
    o.area_code,
    coalesce(stated.parent_code, '') as subject,
    cast(count(p.area_code) as double) as figure_a,
    cast(0 as double) as figure_b,
from orphans as o
join raw_area as stated on stated.area_code = o.area_code
join dim_area_tree as t on t.ancestor_code = o.area_code
left join dim_place as p on p.area_code = t.area_code
group by o.area_code, stated.parent_code
