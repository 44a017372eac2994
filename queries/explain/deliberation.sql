/* ---
parameters: [names]
--- */
-- Matters of deliberation with the days of their steps: those collected in the period or, where the indicator counts what came of them,
-- those carried out in it with a result (see asked_matter and asked_result). Topics are free text and stay where they are.
select
    d.area_code,
    d.area_name,
    m.area_code as reported_code,
    m.matter_id,
    m.hall_id,
    m.collected_on,
    m.agreed_on,
    m.deliberated_on,
    m.is_decided,
    m.implemented_on,
    m.reviewed_on,
    m.result_kind,
    m.result_count,
    'current' as standing,
    m.source_file,
    m.source_row,
from raw_deliberation as m
join asked_period as a
    on (list_contains($names, 'asked_matter') and m.collected_on >= a.start_at and m.collected_on < a.end_at)
    or (
        list_contains($names, 'asked_result')
        and m.result_count is not null
        and coalesce(m.implemented_on, m.collected_on) >= a.start_at
        and coalesce(m.implemented_on, m.collected_on) < a.end_at
    )
left join dim_area_successor as s on s.old_code = m.area_code
join dim_area as d on d.area_code = coalesce(s.area_code, m.area_code)
join asked_subtree as t on t.area_code = d.area_code
order by d.area_code, m.collected_on, m.area_code, m.matter_id
