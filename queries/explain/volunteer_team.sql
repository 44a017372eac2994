-- The register of volunteer teams as far as they were founded when the period ended; one without a date is known from the day its register
-- speaks for (see asked_volunteer).
with mapped as (
    select
        coalesce(s.area_code, x.area_code) as today_code,
        s.area_code is null as is_own,
        x.*,
        bool_or(s.area_code is null) over (partition by coalesce(s.area_code, x.area_code)) as lists_itself,
    from raw_volunteer_team as x
    left join dim_area_successor as s on s.old_code = x.area_code
)
select
    m.today_code as area_code,
    d.area_name,
    m.area_code as reported_code,
    m.team_id,
    m.team_name,
    m.team_kind,
    m.members,
    m.founded,
    m.as_of,
    case
        when m.lists_itself and not m.is_own then 'told_anew'
        when m.founded is null and m.as_of >= a.end_at then 'undated'
        else 'current'
    end as standing,
    m.source_file,
    m.source_row,
from mapped as m
join asked_subtree as t on t.area_code = m.today_code
join dim_area as d on d.area_code = m.today_code
join asked_period as a on m.founded is null or m.founded < a.end_at
order by standing <> 'current', m.today_code, m.area_code, m.team_id
