-- Matters of deliberation collected in each period asked for, and how far each had come when it ended (today, where the
-- question asks how the same matters stand today). A step is reached when its date is known; what is decided without a date
-- was decided when it was deliberated.
with asked as (
    select
        period,
        start_at,
        end_at,
        greatest(end_at, cutoff_at) as known_at,
    from asked_period
)
select
    a.period,
    coalesce(s.area_code, m.area_code) as area_code,
    m.matter_id,
    m.area_code as listed_code,
    m.hall_id,
    coalesce(m.agreed_on < a.known_at, false) as is_agreed,
    coalesce(m.deliberated_on < a.known_at, false) as is_deliberated,
    coalesce(m.is_decided and coalesce(m.deliberated_on, m.collected_on) < a.known_at, false) as is_decided,
    coalesce(m.implemented_on < a.known_at, false) as is_implemented,
    coalesce(m.reviewed_on < a.known_at, false) as is_reviewed,
from asked as a
join raw_deliberation as m on m.collected_on >= a.start_at and m.collected_on < a.end_at
left join dim_area_successor as s on s.old_code = m.area_code
