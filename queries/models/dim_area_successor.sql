-- Closed areas and the area of today that they went into: renamed (安塞县 → 安塞区), merged, converted (撤村改居). Today's area
-- names those it came from; a chain of reforms is followed to its end. Rows reported under an old code count for
-- today's area. An area that was split among several has no single successor and is not listed.
with recursive named as (
    select
        trim(unnest(string_split_regex(predecessor_code, '[;；,，、 ]+'))) as old_code,
        area_code,
    from raw_area
    where predecessor_code is not null
),
single as (
    select
        old_code,
        max(area_code) as area_code,
    from named
    where old_code <> '' and old_code <> area_code
    group by old_code
    having count(*) = 1
),
chain as (
    select
        old_code,
        area_code,
        1 as steps,
    from single
    union all
    select
        c.old_code,
        s.area_code,
        c.steps + 1 as steps,
    from chain as c
    join single as s on s.old_code = c.area_code
    where c.steps < 8 -- areas that name one another must not run for ever
)
select
    old_code,
    max_by(area_code, steps) as area_code,
from chain
group by old_code
