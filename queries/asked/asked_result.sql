-- What came of deliberation in each period asked for, dated by when it was carried out; where that is not recorded, by when
-- the matter was collected.
select
    a.period,
    coalesce(s.area_code, m.area_code) as area_code,
    m.matter_id,
    coalesce(m.result_kind, '未注明') as result_kind,
    m.result_count,
from asked_period as a
join raw_deliberation as m
    on coalesce(m.implemented_on, m.collected_on) >= a.start_at and coalesce(m.implemented_on, m.collected_on) < a.end_at
left join dim_area_successor as s on s.old_code = m.area_code
where m.result_count is not null
