-- Party links of communities as told until the period ended: of each area the latest survey counts (see asked_party_link).
with ordered as (
    select
        coalesce(s.area_code, x.area_code) as today_code,
        s.area_code is null as is_own,
        x.*,
        row_number() over (partition by x.area_code order by x.period desc) as newness,
        bool_or(s.area_code is null) over (partition by coalesce(s.area_code, x.area_code)) as reports_itself,
    from raw_party_link as x
    join asked_period as a on x.period < a.end_at
    left join dim_area_successor as s on s.old_code = x.area_code
)
select
    o.today_code as area_code,
    d.area_name,
    o.area_code as reported_code,
    o.members_linked,
    o.households_linked,
    o.part_time_members,
    o.agreements,
    o.organisations,
    o.enterprises,
    o.units,
    o.period as surveyed_on,
    case
        when o.newness > 1 then 'superseded'
        when o.reports_itself and not o.is_own then 'told_anew'
        else 'current'
    end as standing,
    o.source_file,
    o.source_row,
from ordered as o
join asked_subtree as t on t.area_code = o.today_code
join dim_area as d on d.area_code = o.today_code
order by standing <> 'current', o.today_code, o.period desc, o.area_code
