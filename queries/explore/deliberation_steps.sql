-- How many matters collected in the period had reached each step when it ended. A later step whose earlier ones were not
-- recorded still counts: the gaps are gaps of recording.
with counted as (
    select
        count(*) as collected,
        count(*) filter (where m.is_agreed) as agreed,
        count(*) filter (where m.is_deliberated) as deliberated,
        count(*) filter (where m.is_decided) as decided,
        count(*) filter (where m.is_implemented) as implemented,
        count(*) filter (where m.is_reviewed) as reviewed,
    from asked_matter as m
    join asked_place as p on p.area_code = m.area_code
)
select 'collected' as step, 1 as position, collected as matters from counted
union all
select 'agreed' as step, 2 as position, agreed as matters from counted
union all
select 'deliberated' as step, 3 as position, deliberated as matters from counted
union all
select 'decided' as step, 4 as position, decided as matters from counted
union all
select 'implemented' as step, 5 as position, implemented as matters from counted
union all
select 'reviewed' as step, 6 as position, reviewed as matters from counted
order by position
