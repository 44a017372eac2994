-- The areas of today that the rows of each imported file speak about, as far as its rows are still in the warehouse. A row
-- that a later file replaced belongs to that one.
with reported as (
    select distinct 'area' as "table", batch_id, source_file, area_code from raw_area
    union all
    select distinct 'community' as "table", batch_id, source_file, area_code from raw_community
    union all
    select distinct 'facility' as "table", batch_id, source_file, area_code from raw_facility
    union all
    select distinct 'funding' as "table", batch_id, source_file, area_code from raw_funding
    union all
    select distinct 'case' as "table", batch_id, source_file, area_code from raw_case
    union all
    select distinct 'volunteer_stat' as "table", batch_id, source_file, area_code from raw_volunteer_stat
    union all
    select distinct 'volunteer_team' as "table", batch_id, source_file, area_code from raw_volunteer_team
    union all
    select distinct 'grid' as "table", batch_id, source_file, area_code from raw_grid
    union all
    select distinct 'staff' as "table", batch_id, source_file, area_code from raw_staff
    union all
    select distinct 'party_link' as "table", batch_id, source_file, area_code from raw_party_link
    union all
    select distinct 'compound' as "table", batch_id, source_file, area_code from raw_compound
    union all
    select distinct 'service_item' as "table", batch_id, source_file, area_code from raw_service_item
    union all
    select distinct 'service_site' as "table", batch_id, source_file, area_code from raw_service_site
    union all
    select distinct 'wish' as "table", batch_id, source_file, area_code from raw_wish
    union all
    select distinct 'hall' as "table", batch_id, source_file, area_code from raw_hall
    union all
    select distinct 'sitting' as "table", batch_id, source_file, area_code from raw_sitting
    union all
    select distinct 'deliberation' as "table", batch_id, source_file, area_code from raw_deliberation
    union all
    select distinct 'project' as "table", batch_id, source_file, area_code from raw_project
    union all
    select distinct 'appraisal' as "table", batch_id, source_file, area_code from raw_appraisal
    union all
    select distinct 'target' as "table", batch_id, source_file, area_code from raw_target
)
select distinct
    r."table",
    r.batch_id,
    r.source_file,
    d.area_code,
from reported as r
left join dim_area_successor as s on s.old_code = r.area_code
join dim_area as d on d.area_code = coalesce(s.area_code, r.area_code)
