/* ---
parameters: [standards]
--- */
-- The values of some standards under the chosen profile, and in how many of the places below the areas asked for each holds.
select
    t.standard,
    t.value,
    t.document,
    count(*) as areas,
from dim_standard as t
join asked_subtree as s on s.area_code = t.area_code
join dim_place as p on p.area_code = t.area_code
where list_contains($standards, t.standard)
group by t.standard, t.value, t.document
order by t.standard, areas desc, t.value
