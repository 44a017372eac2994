-- Closed areas and the area of today that they went into: renamed (安塞县 → 安塞区), merged, converted (撤村改居). Today's area
-- names those it came from; a chain of reforms is followed to its end. Rows reported under an old code count for
-- today's area. An area that was split among several has no single successor and is not listed.
--
-- Being named closes an area, with one exception: one that the list of areas still has without an end, and that (or what lies
-- below it) goes on reporting its people after the other began, gave only a part away and stays an area of today. Areas that
-- name one another in a circle stay as well.
--
-- Where an area was renamed, what lies below it got its codes anew: a code with the old beginning counts for the area of today
-- that has the same ending, unless their names differ (is_named is false: nobody named it).
with recursive reports as (
    select
        area_code,
        min(period) as first_report,
        max(period) as last_report,
    from raw_community
    where coalesce(report_status, 'submitted') <> 'draft'
    group by area_code
),
named as (
    select distinct
        trim(unnest(string_split(predecessor_code, ';'))) as old_code,
        area_code,
        valid_from,
    from raw_area
    where predecessor_code is not null
),
ongoing as (
    select distinct
        n.old_code,
    from named as n
    join raw_area as o on o.area_code = n.old_code and o.source_row > 0 -- row 0: made from the rows of an export, not listed
    cross join calendar as k
    left join reports as successor on successor.area_code = n.area_code
    left join reports as r
        on r.area_code = n.old_code
        or starts_with(r.area_code, n.old_code)
        and r.area_code not in (select old_code from named)
        and n.area_code || substr(r.area_code, length(n.old_code) + 1) not in (select area_code from raw_area)
    where o.valid_to >= k.today
        or o.valid_to is null and r.last_report > coalesce(n.valid_from, successor.first_report)
),
single as (
    select
        old_code,
        max(area_code) as area_code,
    from named
    where old_code <> '' and old_code <> area_code and old_code not in (select old_code from ongoing)
    group by old_code
    having count(*) = 1
),
steps as (
    select
        old_code,
        area_code,
        count(*) over (partition by area_code) = 1 as is_renaming,
    from single
),
chain as (
    select
        old_code,
        old_code as from_code,
        area_code,
        is_renaming,
        1 as step,
    from steps
    union all
    select
        c.old_code,
        s.old_code as from_code,
        s.area_code,
        c.is_renaming and s.is_renaming as is_renaming,
        c.step + 1 as step,
    from chain as c
    join steps as s on s.old_code = c.area_code
    where c.step < 12 -- areas that name one another must not run for ever
),
ended as (
    select
        old_code,
        max_by(area_code, step) as area_code,
        max_by(is_renaming, step) as is_renaming,
    from chain
    where from_code not in (select old_code from chain where area_code = old_code)
    group by old_code
),
below as (
    select
        e.old_code || substr(d.area_code, length(e.area_code) + 1) as old_code,
        coalesce(moved.area_code, d.area_code) as area_code,
        d.area_name,
        length(e.old_code) as nearness,
    from ended as e
    join raw_area as d on starts_with(d.area_code, e.area_code) and d.area_code <> e.area_code
    left join ended as moved on moved.old_code = d.area_code
    cross join calendar as k
    where e.is_renaming and (moved.old_code is not null or d.valid_to is null or d.valid_to >= k.today)
),
recoded as (
    select
        b.old_code,
        max_by(b.area_code, b.nearness) as area_code,
    from below as b
    left join raw_area as o on o.area_code = b.old_code
    where b.old_code not in (select old_code from named)
        and (o.area_name is null or o.area_name = o.area_code or contains(o.area_name, left(b.area_name, 2)))
    group by b.old_code
)
select
    old_code,
    area_code,
    true as is_named,
from ended
union all
select
    old_code,
    area_code,
    false as is_named,
from recoded
