-- Residential compounds of each area, and how many have property management led by a Party organisation, among those of
-- which that is stated. The register has no dates; what an area's predecessors listed counts until it lists its own.
with mapped as (
    select
        coalesce(s.area_code, c.area_code) as area_code,
        c.area_code as listed_code,
        c.has_red_property,
        bool_or(s.area_code is null) over (partition by coalesce(s.area_code, c.area_code)) as lists_itself,
    from raw_compound as c
    left join dim_area_successor as s on s.old_code = c.area_code
)
select
    a.period,
    m.area_code,
    count(*) as compounds,
    count(m.has_red_property) as stated,
    count(*) filter (where m.has_red_property) as red_property,
from mapped as m
cross join asked_period as a
where m.listed_code = m.area_code or not m.lists_itself
group by a.period, m.area_code
