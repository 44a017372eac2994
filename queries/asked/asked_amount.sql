-- The amounts of asked_own_amount; and for an office above communities that states one amount of its own but not another, the
-- sum of the other as stated below it: so that what it counts as a whole (the grid workers of a town) finds what its
-- communities count each (their households). is_own tells the two apart. In that sum a district's own figure counts only where
-- nothing below it states one. Every step keeps period and kind apart, so that a question computes the kinds it asks for alone.
with stated as (
    select area_code from raw_community
    union
    select area_code from raw_grid
    union
    select area_code from raw_staff
    union
    select area_code from raw_party_link
    union
    select area_code from raw_compound
),
offices as (
    select distinct
        t.ancestor_code as office_code,
    from stated as x
    left join dim_area_successor as s on s.old_code = x.area_code
    join dim_area_tree as t on t.ancestor_code = coalesce(s.area_code, x.area_code) and t.depth > 0
),
reach as (
    select area_code, area_code as office_code from dim_area
    union all
    select t.area_code, t.ancestor_code as office_code
    from dim_area_tree as t
    join offices as o on o.office_code = t.ancestor_code
    where t.depth > 0
),
spread as (
    select
        k.period,
        k.amount_kind,
        k.area_code as source_code,
        r.office_code as area_code,
        k.amount,
        k.area_code = r.office_code as is_own,
    from asked_own_amount as k
    join reach as r on r.area_code = k.area_code
    where k.amount is not null
),
marked as (
    select
        *,
        bool_or(not is_own) over (partition by period, amount_kind, area_code) as has_below,
    from spread
),
doubled as (
    select
        *,
        bool_or(is_own and has_below) over (partition by period, amount_kind, source_code) as is_doubled,
    from marked
)
select
    period,
    area_code,
    amount_kind,
    coalesce(
        max(amount) filter (where is_own),
        sum(amount) filter (where not is_own and not is_doubled)
    ) as amount,
    bool_or(is_own) as is_own,
from doubled
group by period, area_code, amount_kind
