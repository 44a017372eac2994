-- From when to when anything is known below every area: reports of cases with the day they speak for, and the dates of
-- surveys, sittings, matters and appraisals.
with cases as (
    select
        area_code,
        min(reported_at) as first_report,
        max(reported_at) as last_report,
        cast(max(as_of) + interval 1 day as timestamp) as known_until,
    from raw_case
    group by area_code
),
dated as (
    select area_code, period as day from raw_community
    union all
    select area_code, period as day from raw_facility
    union all
    select area_code, period as day from raw_volunteer_stat
    union all
    select area_code, period as day from raw_staff
    union all
    select area_code, period as day from raw_party_link
    union all
    select area_code, period as day from raw_service_site
    union all
    select area_code, held_on as day from raw_sitting
    union all
    select area_code, collected_on as day from raw_deliberation
    union all
    select area_code, collected_on as day from raw_wish
    union all
    select area_code, make_date(cast(year as integer), cast(3 * quarter as integer), 28) as day from raw_appraisal
),
surveys as (
    select
        area_code,
        min(day) as first_survey,
        max(day) as last_survey,
    from dated
    group by area_code
),
spans as (
    select
        coalesce(c.area_code, d.area_code) as reported_code,
        c.first_report,
        c.last_report,
        c.known_until,
        d.first_survey,
        d.last_survey,
    from cases as c
    full join surveys as d on d.area_code = c.area_code
)
select
    t.ancestor_code as area_code,
    min(x.first_report) as first_report,
    max(x.last_report) as last_report,
    max(x.known_until) as known_until,
    min(x.first_survey) as first_survey,
    max(x.last_survey) as last_survey,
from spans as x
left join dim_area_successor as s on s.old_code = x.reported_code
join dim_area_tree as t on t.area_code = coalesce(s.area_code, x.reported_code)
group by t.ancestor_code
