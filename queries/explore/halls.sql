-- Every council hall with its sittings and matters of the period, two counts, beside the sittings a year it says it holds. A
-- matter that names no hall is one of the only hall of its area.
with lone as (
    select
        area_code,
        max(hall_id) as hall_id,
    from asked_hall
    group by area_code
    having count(*) = 1
),
sittings as (
    select
        area_code,
        hall_id,
        count(*) as sittings,
    from asked_sitting
    group by area_code, hall_id
),
matters as (
    select
        m.area_code,
        coalesce(m.hall_id, l.hall_id) as hall_id,
        count(*) as matters,
        count(*) filter (where m.is_decided) as decided,
        count(*) filter (where m.is_decided and m.is_implemented) as implemented,
        count(*) filter (where m.is_decided and m.is_reviewed) as reviewed,
    from asked_matter as m
    left join lone as l on l.area_code = m.area_code
    group by m.area_code, coalesce(m.hall_id, l.hall_id)
)
select
    p.area_name,
    h.hall_id,
    h.hall_name,
    coalesce(x.sittings, 0) as sittings,
    h.sittings_per_year,
    coalesce(m.matters, 0) as matters,
    coalesce(m.decided, 0) as decided,
    coalesce(m.implemented, 0) as implemented,
    coalesce(m.reviewed, 0) as reviewed,
from asked_hall as h
join asked_place as p on p.area_code = h.area_code
left join sittings as x on x.area_code = h.area_code and x.hall_id = h.hall_id
left join matters as m on m.area_code = h.area_code and m.hall_id = h.hall_id
order by p.area_code, h.hall_id
