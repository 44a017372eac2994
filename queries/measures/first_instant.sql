-- When the data starts: the first report of a case or, where there are none, the first survey of households.
select
    coalesce(
        (select min(reported_at) from raw_case),
        (select cast(min(period) as timestamp) from raw_community),
        (select cast(min(period) as timestamp) from raw_facility),
        (select cast(min(period) as timestamp) from raw_volunteer_stat)
    ) as first_instant,
