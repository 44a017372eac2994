/* ---
code:       Q2
title:      {zh: 核对通过率, en: Checks passed}
definition: {zh: 各项核对中未发现问题的比例：每个有数据的地区乘以每项核对为一次, en: "Checks without a finding: each area that has data of its own, times each check, is one"}
formula:    {zh: 无发现的核对次数 ÷（地区数 × 核对项数）, en: checks without a finding / (areas × checks)}
unit:       percent
direction:  higher
kind:       proportion
time:       stock
theme:      quality
standard:   null
source:     [area, account]
caveat:     {zh: 与所选时期无关；同一地区同一核对的多处发现只计一次；不属于任何地区的发现不计, en: The same for every period; several findings of one check in one area count once; findings of no area are left out}
own_rows:   true
digits:     2
--- */
with failed as materialized ( -- every check is run once, not once for each place that reads it
    select
        area_code,
        count(distinct check_id) as checks,
    from finding
    where area_code is not null and severity <> 'note'
    group by area_code
),
checked as ( -- areas with rows of their own beside their name, and areas in which something was found
    select area_code from stg_file_area where "table" <> 'area'
    union
    select area_code from failed
)
select
    c.area_code,
    a.period,
    n.checks - coalesce(f.checks, 0) as numerator,
    n.checks as denominator,
from checked as c
cross join (select count(*) as checks from check_setting where severity <> 'note') as n
cross join asked_period as a
left join failed as f on f.area_code = c.area_code
