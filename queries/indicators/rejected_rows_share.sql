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
caveat:     {zh: 按文件计入包含其全部入库行的最低一级地区，不分摊到下级；与所选时期无关；入库行已全部被后来的文件替换的不计, en: A file counts for the lowest area that holds all its rows and is not shared out below; the same for every period; a file whose rows were all replaced since is left out}
own_rows:   true
digits:     2
--- */
with latest as (
    select
        *,
        row_number() over (partition by file, "table" order by imported_at desc, batch_id desc) as newness,
    from raw_account
)
select
    f.area_code,
    a.period,
    sum(l.quarantined) as numerator,
    sum(l.read) as denominator,
from latest as l
join stg_file as f on f.batch_id = l.batch_id and f."table" = l."table" and f.source_file = l.file
cross join asked_period as a
where l.newness = 1
group by f.area_code, a.period
