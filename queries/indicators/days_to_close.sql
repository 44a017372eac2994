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
caveat:     {zh: 只看已结案件会低估用时；用时按档向上取整计数（3天内按小时，30天内按6小时，一年内按天，更长按周），在办案件等待时间取最近一档，中位数一般偏晚不到一档；1、3、7、15、30天内的比例，期限内没有尚在等待的案件时是准确的，否则为近似：有20件以上观察满该天数时，误差一般不到0.1个百分点，试算最大0.4个百分点，不足20件时可能更大；已结案件平均用时按实际时间计算；结案早于受理的不计入用时，件数另列；未立案、作废、并单的不计入, en: "Looking at closed cases alone understates the time; durations are counted up to the full hour below 3 days, 6 hours below 30 days, day below a year and week beyond, open cases wait to the nearest of these edges, and the median is as a rule less than one bin late; a share within 1, 3, 7, 15 or 30 days is exact where no case left observation open before then, else near: where 20 cases or more were watched so long, mostly within 0.1 percentage points, 0.4 at most in trials, and more where fewer were; the mean of closed cases is taken of the times as they are; cases closed before they were reported have no duration and are counted apart; cases not filed, void or merged are left out"}
minimum_n:  20
dimensions: [category, department, channel, urgency, system]
parameters: [dimension, mature_days]
--- */
-- is_mature: the assessment month of the report ended so long before the cut-off that every case of it was watched that long.
select
    d.area_code,
    a.period,
    d.member as category,
    case
        when d.event = 'closed' then d.hours
        else d.hours + date_diff('second', least(d.reported_cut, d.known_until), least(a.cutoff_at, d.known_until)) / 3600
    end / 24.0 as duration_days,
    d.reported_cut + $mature_days * interval 1 day <= least(a.cutoff_at, d.known_until) as is_mature,
    coalesce(sum(d.cases) filter (where d.event = 'closed'), 0) as numerator,
    sum(d.cases) as denominator,
from case_duration as d
join asked_period as a on d.reported_cut > a.start_at and d.reported_cut <= a.end_at and d.reported_cut <= a.cutoff_at
where d.dimension = $dimension
    and (
        (d.event = 'closed' and d.closed_cut <= a.cutoff_at)
        or (d.event = 'waiting' and (d.closed_cut is null or d.closed_cut > a.cutoff_at))
    )
group by d.area_code, a.period, d.member, duration_days, is_mature
