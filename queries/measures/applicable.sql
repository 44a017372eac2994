/* ---
parameters: [thresholds]
--- */
-- The communities below each area asked for that an indicator speaks about: all of them, or those for which every
-- threshold it needs has a value under the chosen standards.
with communities as (
    select
        t.ancestor_code,
        t.area_code,
    from dim_area_tree as t
    join asked_area as a on a.area_code = t.ancestor_code
    join dim_place as p on p.area_code = t.area_code
),
thresholds as (
    select
        area_code,
        count(*) as found,
    from dim_standard
    where list_contains($thresholds, standard)
    group by area_code
)
select
    c.ancestor_code as area_code,
    count(*) as communities,
    count(*) filter (where coalesce(s.found, 0) = len($thresholds)) as applicable,
from communities as c
left join thresholds as s on s.area_code = c.area_code
group by c.ancestor_code
