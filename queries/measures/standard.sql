/* ---
parameters: [standard]
--- */
-- What one standard says in each area asked for under the chosen profile, and the document it stands in.
select
    s.area_code,
    s.value as standard,
    s.document as standard_document,
from dim_standard as s
join asked_area as a on a.area_code = s.area_code
where s.standard = $standard
