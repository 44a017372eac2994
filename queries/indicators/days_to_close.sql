/* ---
code:       C5
title:      {zh: 办结用时（中位数）, en: Days to close (median)}
definition: {zh: 期内受理案件从受理到结案的天数，未结案件按已等待的时间计入（Kaplan–Meier），取半数结案的天数；另给九成结案的天数, en: "Days from report to closing of the cases reported in the period, open ones counted by how long they have waited (Kaplan–Meier): the days by which half are closed, and by which nine in ten are"}
formula:    {zh: Kaplan–Meier 生存曲线降至 0.5（九成：0.1）的天数, en: days at which the Kaplan–Meier curve falls to 0.5 (nine in ten 0.1)}
unit:       days
direction:  lower
kind:       duration
time:       flow
theme:      cases
standard:   null
source:     [case]
caveat:     {zh: 只看已结案件会低估用时；用时按小时至一周分档计数；结案早于受理的不计入用时，件数另列；未立案、作废、并单的不计入, en: "Looking at closed cases alone understates the time; durations are counted in bins of an hour to a week; cases closed before they were reported have no duration and are counted apart; cases not filed, void or merged are left out"}
minimum_n:  20
dimensions: [category, department, channel, urgency, system]
parameters: [dimension]
--- */
select
    d.area_code,
    a.period,
    d.member as category,
    case
        when d.event = 'closed' then d.hours
        else d.hours + date_diff('second', least(d.reported_cut, d.known_until), least(a.cutoff_at, d.known_until)) / 3600
    end / 24.0 as duration_days,
    coalesce(sum(d.cases) filter (where d.event = 'closed'), 0) as numerator,
    sum(d.cases) as denominator,
from case_duration as d
join asked_period as a on d.reported_cut > a.start_at and d.reported_cut <= a.end_at and d.reported_cut <= a.cutoff_at
where d.dimension = $dimension
    and (
        (d.event = 'closed' and d.closed_cut <= a.cutoff_at)
        or (d.event = 'waiting' and (d.closed_cut is null or d.closed_cut > a.cutoff_at))
    )
group by d.area_code, a.period, d.member, duration_days
