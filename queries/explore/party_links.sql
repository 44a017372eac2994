-- Party links by the latest survey: of every community, and of every office above that reported its own.
select
    p.area_code,
    p.area_name,
    p.county_name,
    x.members_linked,
    x.households_linked,
    cast(x.households_linked as double) / nullif(x.members_linked, 0) as households_per_member,
    x.part_time_members,
    x.agreements,
    x.organisations,
    x.enterprises,
    x.units,
from asked_place as p
left join asked_party_link as x on x.area_code = p.area_code
where p.is_community or x.area_code is not null
order by p.area_code
