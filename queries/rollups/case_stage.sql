-- How far cases came, stage by stage, and how long after the stage before: counts per bin, so that the funnel of any area
-- and period with its medians and P90 is a sum over it. Void cases are left out.
--
-- Canonical stages in order: reported, accepted, deliberated, assigned, handled, fed_back, closed, evaluated. 'hours' runs
-- from the last stage before it that the case has a time for: to the quarter below 3 hours, the hour below 3 days, then
-- as in case_duration. It is null for the report itself and where the order of the times is broken: such a case has
-- reached the stage and has no duration. 'entered_cut' is the first period end at which the stage counts as reached.
with stages as (
    select
        stage,
        position,
    from (
        values
            ('reported', 1), ('accepted', 2), ('deliberated', 3), ('assigned', 4), ('handled', 5), ('fed_back', 6), ('closed', 7),
            ('evaluated', 8)
    ) as listed (stage, position)
),
reached as (
    select
        c.area_code,
        c.system,
        c.reported_cut,
        c.as_of_at,
        c.known_until,
        c.month_shift,
        s.stage,
        case s.position
            when 1 then c.reported_at
            when 2 then c.filed_at
            when 3 then c.deliberated_at
            when 4 then c.dispatched_at
            when 5 then c.handled_at
            when 6 then c.fed_back_at
            when 7 then c.closed_at
            else c.evaluated_at
        end as entered_at,
        case s.position
            when 1 then null
            when 2 then c.reported_at
            when 3 then coalesce(c.filed_at, c.reported_at)
            when 4 then coalesce(c.deliberated_at, c.filed_at, c.reported_at)
            when 5 then coalesce(c.dispatched_at, c.deliberated_at, c.filed_at, c.reported_at)
            when 6 then coalesce(c.handled_at, c.dispatched_at, c.deliberated_at, c.filed_at, c.reported_at)
            when 7 then coalesce(c.fed_back_at, c.handled_at, c.dispatched_at, c.deliberated_at, c.filed_at, c.reported_at)
            else coalesce(
                c.closed_at, c.fed_back_at, c.handled_at, c.dispatched_at, c.deliberated_at, c.filed_at, c.reported_at
            )
        end as before_at,
    from stg_case as c
    cross join stages as s
    where not c.is_void
),
timed as (
    select
        *,
        date_trunc('month', entered_at - month_shift) + interval 1 month + month_shift as entered_month_end,
        case when entered_at >= before_at then date_diff('second', before_at, entered_at) / 3600.0 end as hours_between,
    from reached
    where entered_at is not null
),
binned as (
    select
        *,
        case when entered_at < known_until then least(entered_month_end, as_of_at) else timestamp '9999-12-31' end as entered_cut,
        cast(
            case
                when hours_between < 3 then round(hours_between * 4) / 4
                when hours_between < 72 then round(hours_between)
                when hours_between < 720 then round(hours_between / 6) * 6
                when hours_between < 8760 then round(hours_between / 24) * 24
                else round(hours_between / 168) * 168
            end as double
        ) as hours,
    from timed
)
select
    area_code,
    system,
    reported_cut,
    stage,
    entered_cut,
    hours,
    count(*) as cases,
from binned
group by area_code, system, reported_cut, stage, entered_cut, hours
order by area_code, system, reported_cut
