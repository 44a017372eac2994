/* ---
code:       Q3
title:      {zh: 隔离行占比, en: Rows in quarantine}
definition: {zh: 各文件最近一次导入时被隔离的行占读入行的比例, en: "Rows put in quarantine as a share of the rows read, by the latest import of each file"}
formula:    {zh: "Σ隔离行 ÷ Σ读入行 × 100%", en: sum of quarantined rows / sum of rows read}
unit:       percent
direction:  lower
kind:       proportion
time:       stock
theme:      quality
standard:   null
source:     [account]
caveat:     {zh: 按文件计入包含其全部入库行的最低一级地区，不分摊到下级；与所选时期无关；一行也没有入库的文件计入包含全部社区的最低一级地区，没有这样的地区时只计入全部；入库行已全部被后来的文件替换的不计, en: "A file counts for the lowest area that holds all its rows and is not shared out below; the same for every period; one of which nothing came in counts for the lowest area that holds all communities or, without such, for all areas alone; a file whose rows were all replaced since is left out"}
own_rows:   true
digits:     2
--- */
with latest as (
    select
        *,
        row_number() over (partition by file, "table" order by imported_at desc, batch_id desc) as newness,
    from raw_account
),
holders as (
    select
        t.ancestor_code as area_code,
        max(up.steps) as steps,
    from dim_area_tree as t
    join dim_place as p on p.area_code = t.area_code
    join (select area_code, max(depth) as steps from dim_area_tree group by area_code) as up on up.area_code = t.ancestor_code
    group by t.ancestor_code
    having count(*) = (select count(*) from dim_place)
),
files as (
    select
        case when l.accepted = 0 then coalesce(w.area_code, 'all') else f.area_code end as area_code,
        l.quarantined,
        l.read,
    from latest as l
    left join stg_file as f on f.batch_id = l.batch_id and f."table" = l."table" and f.source_file = l.file
    left join (select max_by(area_code, steps) as area_code from holders) as w on true
    where l.newness = 1
)
select
    f.area_code,
    a.period,
    sum(f.quarantined) as numerator,
    sum(f.read) as denominator,
from files as f
cross join asked_period as a
where f.area_code is not null
group by f.area_code, a.period
