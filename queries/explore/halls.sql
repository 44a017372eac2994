-- Every council hall with its sittings and matters of the period, two counts, beside the sittings a year it says it holds. A
-- matter that names no hall is one of the only hall of its area. Where the area lists its halls itself, what its predecessors
-- noted under the same number is theirs; of merged areas whose lists still stand, each hall has what its own area noted.
with lone as (
    select
        area_code,
        max(hall_id) as hall_id,
    from asked_hall
    group by area_code
    having count(*) = 1
),
events as (
    select area_code, listed_code, hall_id, 1 as sittings, 0 as matters, 0 as decided, 0 as implemented, 0 as reviewed
    from asked_sitting
    union all
    select
        m.area_code,
        m.listed_code,
        coalesce(m.hall_id, l.hall_id) as hall_id,
        0 as sittings,
        1 as matters,
        cast(m.is_decided as integer) as decided,
        cast(m.is_decided and m.is_implemented as integer) as implemented,
        cast(m.is_decided and m.is_reviewed as integer) as reviewed,
    from asked_matter as m
    left join lone as l on l.area_code = m.area_code
)
select
    p.area_name,
    h.hall_id,
    h.hall_name,
    coalesce(sum(x.sittings), 0) as sittings,
    h.sittings_per_year,
    coalesce(sum(x.matters), 0) as matters,
    coalesce(sum(x.decided), 0) as decided,
    coalesce(sum(x.implemented), 0) as implemented,
    coalesce(sum(x.reviewed), 0) as reviewed,
from asked_hall as h
join asked_place as p on p.area_code = h.area_code
left join events as x
    on x.area_code = h.area_code
    and x.hall_id = h.hall_id
    and (h.listed_code = h.area_code or x.listed_code = h.listed_code)
group by p.area_code, p.area_name, h.listed_code, h.hall_id, h.hall_name, h.sittings_per_year
order by p.area_code, h.hall_id, h.listed_code
