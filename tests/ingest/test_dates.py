"""Dates and periods in all the ways exports write them."""

from datetime import date, datetime

import polars as pl
import pytest

from biaochi.ingest.dates import datetimes, period_end
from biaochi.ingest.values import parse

MORNING = datetime(2018, 6, 14, 9, 30)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2018-06-14 09:30:00", MORNING),
        ("2018-06-14T09:30:00", MORNING),
        ("2018/6/14 9:30", MORNING),
        ("2018.6.14 9:30", MORNING),
        ("2018年6月14日 9时30分", MORNING),
        ("2018年6月14日9点30分", MORNING),
        ("20180614093000", MORNING),
        ("2018-06-14 09:30:00.123", MORNING),
        ("2018年6月14日下午3点", datetime(2018, 6, 14, 15)),
        ("2018年6月14日", datetime(2018, 6, 14)),
        ("20180614", datetime(2018, 6, 14)),
        ("43265", datetime(2018, 6, 14)),
        ("43265.5", datetime(2018, 6, 14, 12)),
        ("2018年6月14日凌晨12点30分", datetime(2018, 6, 14, 0, 30)),
        ("2018-06-14 12:30 AM", datetime(2018, 6, 14, 0, 30)),
        ("2018-06-14 12:30 PM", datetime(2018, 6, 14, 12, 30)),
        ("2018年6月14日晚上12点", datetime(2018, 6, 15)),
        ("2018年6月14日晚上8点", datetime(2018, 6, 14, 20)),
        ("2018-06-14 24:00", datetime(2018, 6, 15)),
        ("2018-06-14 24:30", None),
        ("2018-13-40", None),
        ("待补", None),
        ("12", None),
        ("2018", None),
    ],
)
def test_datetime(text, expected):
    values, _ = datetimes(pl.Series("t", [text]))
    assert values.to_list() == [expected]


def test_a_deadline_given_as_a_day_lasts_until_its_end():
    values, rules = parse(pl.Series("due_at", ["2026-09-30", "2026-09-30 12:00:00"]), "datetime", day_end=True)
    assert values.to_list() == [datetime(2026, 9, 30, 23, 59, 59), datetime(2026, 9, 30, 12)]
    assert rules is None


def test_deadlines_in_a_column_of_dates_last_until_their_day_ends():
    cells = ["2026-09-30 00:00:00", None, "2026-10-01 00:00:00"]
    values, _ = parse(pl.Series("due_at", cells), "datetime", day_end=True)
    assert values.to_list() == [datetime(2026, 9, 30, 23, 59, 59), None, datetime(2026, 10, 1, 23, 59, 59)]
    values, _ = parse(pl.Series("due_at", [*cells, "2026-10-01 09:00:00"]), "datetime", day_end=True)
    assert values[0] == datetime(2026, 9, 30)
    values, _ = parse(pl.Series("due_at", ["2026-09-30 24:00"]), "datetime", day_end=True)
    assert values.to_list() == [datetime(2026, 10, 1)]


def test_placeholders_are_no_dates():
    values, rules = parse(pl.Series("closed_at", ["1900-01-01", "2099-12-31 00:00:00", "9999-12-31"]), "datetime")
    assert values.to_list() == [None, None, None] and rules is None


def test_formats_of_a_profile_come_first():
    values, _ = datetimes(pl.Series("t", ["6/14/2018 09:30"]), ["%m/%d/%Y %H:%M"])
    assert values.to_list() == [MORNING]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2018年", date(2018, 12, 31)),
        ("2018", date(2018, 12, 31)),
        ("2018年度", date(2018, 12, 31)),
        ("2018年2月", date(2018, 2, 28)),
        ("2018-06", date(2018, 6, 30)),
        ("201806", date(2018, 6, 30)),
        ("2026年第三季度", date(2026, 9, 30)),
        ("2026年3季度", date(2026, 9, 30)),
        ("2026Q3", date(2026, 9, 30)),
        ("2026年上半年", date(2026, 6, 30)),
        ("2026年9月30日", date(2026, 9, 30)),
        ("2026-09-30 00:00:00", date(2026, 9, 30)),
        ("2026-07-01至2026-09-30", date(2026, 9, 30)),
        ("43265", date(2018, 6, 14)),
        ("2026年7-9月", date(2026, 9, 30)),
        ("2026年1月至6月", date(2026, 6, 30)),
        ("截至2026年9月底", date(2026, 9, 30)),
        ("2026-02-30", None),
        ("第三季度", None),
    ],
)
def test_period(text, expected):
    assert period_end(text) == expected
