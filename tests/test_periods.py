"""Periods: what people write, assessment calendars, and the instants at which they end."""

from __future__ import annotations

from datetime import date, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biaochi.errors import BiaochiError
from biaochi.periods import Calendar, default_period, parse_period, previous, recent_periods, split

CALENDARS = st.builds(Calendar, st.integers(1, 28), st.sampled_from([0, 12]))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2016-12", datetime(2016, 12, 1), datetime(2017, 1, 1)),
        ("2025Q2", datetime(2025, 4, 1), datetime(2025, 7, 1)),
        ("2025", datetime(2025, 1, 1), datetime(2026, 1, 1)),
        ("2025-01/2025-06", datetime(2025, 1, 1), datetime(2025, 7, 1)),
        ("2025-01-01/2025-06-30", datetime(2025, 1, 1), datetime(2025, 7, 1)),
        ("2025年6月", datetime(2025, 6, 1), datetime(2025, 7, 1)),
    ],
)
def test_what_people_write(text, start, end):
    period = parse_period(text)
    assert (period.start, period.end) == (start, end)


def test_the_assessment_month_from_the_19th_at_noon():
    june = parse_period("2025-06", Calendar(19, 12))
    assert (june.start, june.end) == (datetime(2025, 5, 18, 12), datetime(2025, 6, 18, 12))


@pytest.mark.parametrize("text", ["2025-13", "2025Q5", "yesterday", "2025-02/2025-01", "2025-01-02/2025-01-31", "2025-01-01/2025-02-30"])
def test_what_is_no_period_is_refused_with_a_sentence(text):
    with pytest.raises(BiaochiError):
        parse_period(text)


@given(CALENDARS, st.datetimes(datetime(2000, 1, 1), datetime(2040, 1, 1)))
def test_every_instant_lies_in_exactly_the_month_it_is_assigned_to(calendar, instant):
    year, month = calendar.month_of(instant)
    period = parse_period(f"{year}-{month:02d}", calendar)
    assert period.start <= instant < period.end


@given(CALENDARS, st.integers(2000, 2040), st.sampled_from(["month", "quarter", "year"]))
def test_the_parts_of_a_year_follow_one_another_without_gap(calendar, year, grain):
    whole = parse_period(str(year), calendar)
    parts = split(whole, grain, whole.start, whole.end, calendar)
    assert parts[0].start == whole.start and parts[-1].end == whole.end
    assert all(a.end == b.start for a, b in pairwise(parts))


def test_the_default_is_the_latest_complete_quarter():
    assert default_period(date(2026, 9, 30)) == "2026Q3"
    assert default_period(date(2026, 9, 29)) == "2026Q2"


def test_the_period_before():
    assert [previous(p) for p in ("2026Q1", "2026-01", "2026", "2025-01/2025-06")] == ["2025Q4", "2025-12", "2025", None]


def test_a_filter_offers_what_holds_data():
    offered = recent_periods(datetime(2026, 1, 5), datetime(2026, 3, 1))
    assert offered == ["all", "2026", "2026Q1", "2026-02", "2026-01"]
