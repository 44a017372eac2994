-- Premises as they were surveyed until the period ended: of each the latest survey counts, and of these what is in use and counts to the
-- standard has floor area (see asked_facility).
with ordered as (
    select
        coalesce(s.area_code, f.area_code) as today_code,
        s.area_code is null as is_own,
        f.*,
        row_number() over (partition by f.area_code, f.facility_id order by f.period desc) as newness,
        bool_or(s.area_code is null) over (partition by coalesce(s.area_code, f.area_code)) as reports_itself,
    from raw_facility as f
    join asked_period as a on f.period < a.end_at
    left join dim_area_successor as s on s.old_code = f.area_code
)
select
    o.today_code as area_code,
    d.area_name,
    o.area_code as reported_code,
    o.facility_id,
    o.facility_name,
    o.facility_kind,
    o.floor_area_m2,
    o.activity_area_m2,
    o.status,
    o.ownership,
    o.acquisition_mode,
    o.in_use_year,
    o.invest_yuan,
    o.period as surveyed_on,
    case
        when o.newness > 1 then 'superseded'
        when o.reports_itself and not o.is_own then 'told_anew'
        when o.status <> 'in_use' then 'not_in_use'
        when not o.counts_to_standard then 'outside_standard'
        else 'current'
    end as standing,
    o.source_file,
    o.source_row,
from ordered as o
join asked_subtree as t on t.area_code = o.today_code
join dim_area as d on d.area_code = o.today_code
order by standing <> 'current', o.today_code, o.facility_id, o.period desc, o.area_code
