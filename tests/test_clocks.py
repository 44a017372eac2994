"""Deadlines counted by hand with a wall calendar, and what must hold for every start and limit."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biaochi.clocks import UNITS, calendar, calendar_of, due_times
from biaochi.errors import BiaochiError
from biaochi.reference import holidays

D = datetime
HOURS = [(time(8, 30), time(12)), (time(13, 30), time(18))]
KINDS = dict(holidays().select("date", "kind").iter_rows())
ONE = timedelta(days=1)


def due(start: datetime | None, value: float | None, unit: str | None) -> datetime | None:
    answer = due_times(
        pl.Series("start", [start], dtype=pl.Datetime("us")),
        pl.Series([value], dtype=pl.Float64),
        pl.Series([unit], dtype=pl.String),
    )
    return answer.item()


def is_worked(day: date) -> bool:
    return KINDS.get(day, "workday" if day.weekday() < 5 else "weekend") == "workday"


@pytest.mark.parametrize(
    ("start", "value", "unit", "expected"),
    [
        # Spring Festival 2026: off from Sunday 15 to Monday 23 February; Saturdays 14 and 28 are worked.
        (D(2026, 2, 13, 16), 2, "work_day", D(2026, 2, 24, 18)),  # Friday; the worked Saturday is the first day
        (D(2026, 2, 14, 9), 1, "work_day", D(2026, 2, 24, 18)),
        (D(2026, 2, 18, 9), 1, "work_day", D(2026, 2, 24, 18)),  # on a holiday
        (D(2026, 2, 24, 7), 1, "work_day", D(2026, 2, 25, 18)),  # before the office opens: the day does not count all the same
        (D(2026, 2, 27, 20), 1, "work_day", D(2026, 2, 28, 18)),  # Friday night, worked Saturday
        (D(2026, 2, 13, 17), 2, "work_hour", D(2026, 2, 14, 9, 30)),
        (D(2026, 2, 14, 17), 3, "work_hour", D(2026, 2, 24, 10, 30)),
        (D(2026, 2, 17, 3), 8, "work_hour", D(2026, 2, 24, 18)),  # a whole day of hours ends when the day does
        (D(2026, 2, 14, 17), 3, "urgent_hour", D(2026, 2, 14, 20)),
        (D(2026, 2, 14, 17), 3, "natural_day", D(2026, 2, 17, 23, 59, 59)),
        # National Day 2021: off 1 to 7 October; Sunday 26 September and Saturday 9 October are worked.
        (D(2021, 9, 24, 10), 5, "work_day", D(2021, 9, 30, 18)),  # Fri; Sun 26, Mon 27, Tue 28, Wed 29, Thu 30
        (D(2021, 9, 30, 17, 30), 1, "work_hour", D(2021, 10, 8, 9)),
        (D(2021, 10, 8, 9), 2, "work_day", D(2021, 10, 11, 18)),  # Sat 9 is worked, Sun 10 is not
        # Spring Festival 2020 was prolonged to Sunday 2 February.
        (D(2020, 1, 23, 12), 1, "work_day", D(2020, 2, 3, 18)),
        # An ordinary week of March 2026: lunch, evening, weekend, parts of a day.
        (D(2026, 3, 10, 11), 2, "work_hour", D(2026, 3, 10, 14, 30)),
        (D(2026, 3, 10, 12, 30), 1, "work_hour", D(2026, 3, 10, 14, 30)),
        (D(2026, 3, 10, 18), 0.5, "work_hour", D(2026, 3, 11, 9)),
        (D(2026, 3, 14, 10), 1, "work_hour", D(2026, 3, 16, 9, 30)),  # an ordinary Saturday
        (D(2026, 3, 10, 17), 1, "work_hour", D(2026, 3, 10, 18)),  # ends with the day, not with the next one's beginning
        (D(2026, 3, 10, 9), 0.5, "work_day", D(2026, 3, 10, 14, 30)),
        (D(2026, 3, 13, 9), 1.5, "work_day", D(2026, 3, 17, 14)),  # Monday's close, then four hours of Tuesday with its lunch
        (D(2026, 3, 10, 9), 1.5, "natural_day", D(2026, 3, 12, 23, 59, 59)),
        (D(2024, 2, 28, 23), 1, "natural_day", D(2024, 2, 29, 23, 59, 59)),
        (D(2010, 12, 31, 23), 2, "urgent_hour", D(2011, 1, 1, 1)),  # around the clock needs no calendar
        (D(2030, 1, 1), 3, "natural_day", D(2030, 1, 4, 23, 59, 59)),
    ],
)
def test_counted_by_hand(start, value, unit, expected):
    assert due(start, value, unit) == expected


@pytest.mark.parametrize("unit", ["work_hour", "work_day"])
def test_no_answer_beyond_the_listed_years(unit):
    last, first = max(KINDS).year, min(KINDS).year
    assert due(D(last + 1, 3, 2, 9), 1, unit) is None
    assert due(D(first - 1, 12, 31, 9), 1, unit) is None
    assert due(D(last, 12, 31, 17, 30), 1, unit) is None, "it would end in a year that is not listed"
    assert due(D(last, 12, 1, 9), 1, unit) is not None


@pytest.mark.parametrize(
    ("start", "value", "unit"),
    [
        (None, 3, "urgent_hour"),
        (D(2026, 3, 2, 9), None, "work_day"),
        (D(2026, 3, 2, 9), 3, None),
        (D(2026, 3, 2, 9), 0, "natural_day"),
        (D(2026, 3, 2, 9), -1, "work_hour"),
        (D(2026, 3, 2, 9), float("nan"), "urgent_hour"),
        (D(2026, 3, 2, 9), float("inf"), "urgent_hour"),
        (D(2026, 3, 2, 9), 1e9, "natural_day"),
        (D(2026, 3, 2, 9), 3, "moon"),
    ],
)
def test_no_answer_without_a_sound_limit(start, value, unit):
    assert due(start, value, unit) is None


def test_rows_keep_their_places():
    starts = pl.Series("s", [D(2026, 3, 10, 9), None, D(2026, 3, 10, 9), D(2026, 3, 10, 9), D(2026, 3, 10, 9)])
    answer = due_times(starts, pl.Series([1.0, 1, 1, 1, 1]), pl.Series(["natural_day", "work_day", "work_day", "work_hour", "urgent_hour"]))
    assert answer.to_list() == [D(2026, 3, 11, 23, 59, 59), None, D(2026, 3, 11, 18), D(2026, 3, 10, 10), D(2026, 3, 10, 10)]
    assert due_times(starts.clear(), pl.Series([], dtype=pl.Float64), pl.Series([], dtype=pl.String)).to_list() == []


STARTS = st.datetimes(D(2013, 1, 1), D(2025, 12, 31)).map(lambda moment: moment.replace(microsecond=0))
LIMITS = st.integers(1, 240).map(lambda quarters: quarters / 4)


def slow_work_hours(start: datetime, hours: float) -> datetime:
    """The same by walking: stretch after stretch of working time until the hours are used up."""
    left, day = timedelta(hours=hours), start.date()
    while True:
        for begin, end in HOURS if is_worked(day) else []:
            at = max(start, datetime.combine(day, begin))
            room = datetime.combine(day, end) - at
            if room >= left > timedelta(0):
                return at + left
            left -= max(room, timedelta(0))
        day += ONE


def slow_work_days(start: datetime, days: int) -> datetime:
    day = start.date()
    while days:
        day += ONE
        days -= is_worked(day)
    return datetime.combine(day, HOURS[-1][1])


@settings(max_examples=150, deadline=None)
@given(STARTS, LIMITS)
def test_working_hours_as_one_walks_them(start, hours):
    assert due(start, hours, "work_hour") == slow_work_hours(start, hours)


@settings(max_examples=150, deadline=None)
@given(STARTS, st.integers(1, 60))
def test_working_days_as_one_walks_them(start, days):
    assert due(start, days, "work_day") == slow_work_days(start, days)


@settings(max_examples=150, deadline=None)
@given(STARTS, st.timedeltas(timedelta(0), timedelta(days=20)), LIMITS, LIMITS, st.sampled_from(UNITS))
def test_later_starts_and_longer_limits_never_end_earlier(start, later, one, other, unit):
    short, long = sorted((one, other))
    assert start < due(start, short, unit) <= due(start, long, unit)
    assert due(start, short, unit) <= due(start + later, short, unit)


@settings(max_examples=100, deadline=None)
@given(STARTS, LIMITS, st.sampled_from(["work_hour", "work_day"]))
def test_working_limits_end_in_working_time(start, value, unit):
    end = due(start, value, unit)
    assert is_worked(end.date()) and any(begin < end.time() <= close for begin, close in HOURS)


def test_a_gap_in_the_list_of_years_is_not_bridged():
    days = holidays().filter(pl.col("date").dt.year().is_in([2024, 2026]))
    gap = calendar_of(days, HOURS)
    starts = pl.Series([D(2024, 12, 31, 9), D(2024, 12, 30, 9), D(2025, 6, 2, 9), D(2026, 12, 1, 9)])
    answer = due_times(starts, pl.Series([1.0] * 4), pl.Series(["work_day"] * 4), gap)
    assert answer.to_list() == [None, D(2024, 12, 31, 18), None, D(2026, 12, 2, 18)]


def test_other_working_hours_move_the_end():
    short = calendar_of(holidays(), [(time(9), time(17))])
    answer = due_times(pl.Series([D(2026, 3, 10, 16)]), pl.Series([2.0]), pl.Series(["work_hour"]), short)
    assert answer.to_list() == [D(2026, 3, 11, 10)]


@pytest.mark.parametrize(
    "hours",
    [
        [],
        [(time(9), time(9))],
        [(time(13), time(18)), (time(8), time(12))],
        [(time(9), time(12)), (time(11), time(17))],
    ],
)
def test_working_hours_that_make_no_day_are_refused(hours):
    with pytest.raises(BiaochiError, match="working hours"):
        calendar_of(holidays(), hours)


def test_the_shipped_calendar_is_of_eight_hours():
    assert calendar().day_length == 8 * 3_600_000_000
    assert set(range(2013, 2027)) <= calendar().years
