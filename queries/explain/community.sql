/* ---
parameters: [names, household_basis, population_basis]
--- */
-- What communities told of households and people until the period ended. A figure counts as it was last told (see asked_household), so
-- that an earlier report stands for what a later one left blank. “names” says which of the figures the indicator reads.
with stated as (
    select
        coalesce(s.area_code, c.area_code) as today_code,
        s.area_code is null as is_own,
        c.*,
        coalesce(c.report_status, 'submitted') = 'draft' as is_draft,
        h.households is not null and list_contains($names, 'fct_household') as has_households,
        p.population is not null and list_contains($names, 'fct_population') as has_population,
        c.resident_groups is not null and list_contains($names, 'asked_resident_group')
        and coalesce(c.report_status, 'submitted') <> 'draft' as has_groups,
    from raw_community as c
    join asked_period as a on c.period < a.end_at
    left join dim_area_successor as s on s.old_code = c.area_code
    left join fct_household as h
        on h.reported_code = c.area_code and h.surveyed_on = c.period and h.household_basis = $household_basis
    left join fct_population as p
        on p.reported_code = c.area_code and p.surveyed_on = c.period and p.population_basis = $population_basis
),
ordered as (
    select
        *,
        has_households and period = max(period) filter (where has_households) over by_code as is_last_households,
        has_population and period = max(period) filter (where has_population) over by_code as is_last_population,
        has_groups and period = max(period) filter (where has_groups) over by_code as is_last_groups,
        bool_or(has_households and is_own) over by_area as owns_households,
        bool_or(has_population and is_own) over by_area as owns_population,
        bool_or(has_groups and is_own) over by_area as owns_groups,
    from stated
    window
        by_code as (partition by area_code),
        by_area as (partition by today_code)
)
select
    o.today_code as area_code,
    d.area_name,
    o.area_code as reported_code,
    o.period as surveyed_on,
    o.households_total,
    o.households_resident,
    o.households_registered,
    o.households_floating,
    o.population_total,
    o.population_resident,
    o.population_registered,
    o.population_floating,
    o.resident_groups,
    case
        when o.is_draft then 'draft'
        when (o.is_last_households and (o.is_own or not o.owns_households))
            or (o.is_last_population and (o.is_own or not o.owns_population))
            or (o.is_last_groups and (o.is_own or not o.owns_groups)) then 'current'
        when not (o.has_households or o.has_population or o.has_groups) then 'blank'
        when o.is_last_households or o.is_last_population or o.is_last_groups then 'told_anew'
        else 'superseded'
    end as standing,
    o.source_file,
    o.source_row,
from ordered as o
join asked_subtree as t on t.area_code = o.today_code
join dim_area as d on d.area_code = o.today_code
order by standing <> 'current', o.today_code, o.period desc, o.area_code
