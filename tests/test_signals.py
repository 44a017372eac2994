"""The signals: unknown is not zero, the thirty days of a re-opening are exact, and the page lists what chance does not explain."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import polars as pl
import pytest

from biaochi.catalogue import catalogue
from biaochi.measures import Question, value
from biaochi.ui.signals import CASES, SURVEYS, standing_out
from tests.warehouses import CITY, A, B, engine_of

AS_OF = date(2026, 7, 31)
JUNE = datetime(2026, 6, 1, 8, 30)


@pytest.fixture(autouse=True, scope="module")
def every_count_is_shown():
    """What is hidden of small counts is another matter (measures.suppress)."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BIAOCHI_SUPPRESS_BELOW", "0")
        yield


def figure(tmp_path, indicator: str, rows: list[dict], period: str | None = None, area: str = A) -> tuple:
    cases = [{"case_id": str(n), "area_code": A, "reported_at": JUNE} | row for n, row in enumerate(rows)]
    engine = engine_of(tmp_path / "w", {"area": CITY, "case": cases}, AS_OF)
    found = value(engine, Question(indicator, area=area, period=period)).row(0, named=True)
    return found["numerator"], found["denominator"], found["state"]


def test_every_signal_is_an_indicator_that_accuses_nobody():
    for name in (*CASES, *SURVEYS):
        indicator = catalogue()[name]
        assert (indicator.direction, indicator.standard, indicator.chance) == ("lower", None, "proportion")
        assert indicator.sampling and indicator.minimum_n == 20
    assert all("Worth checking" in sentence for sentence in (CASES | SURVEYS).values())


def test_a_closing_that_is_known_by_the_day_alone_is_not_one_within_minutes(tmp_path):
    """It counts as closed with the report, which would be no minute at all."""
    rows = [{"closed_at": "2026-06-01 00:00"}, {"closed_at": "2026-06-01 12:00"}]
    assert figure(tmp_path, "closed_within_minutes_share", rows)[:2] == (0, 1)


@pytest.mark.parametrize("seconds, is_within", [(0, 1), (300, 1), (301, 0), (-1, None)])
def test_five_minutes_are_five_minutes(tmp_path, seconds, is_within):
    rows = [{"closed_at": JUNE + timedelta(seconds=seconds)}, {"closed_at": JUNE + timedelta(days=2)}]
    expected = (is_within or 0, 1 if is_within is None else 2)
    assert figure(tmp_path, "closed_within_minutes_share", rows)[:2] == expected


def test_a_month_that_is_not_over_has_no_last_days(tmp_path):
    rows = [{"closed_at": "2026-06-30 10:00"}, {"closed_at": "2026-06-15"}, {"closed_at": "2026-07-31 09:00"}]
    assert figure(tmp_path / "1", "month_end_closing_share", rows, "2026")[:2] == (2, 3), "July is over on the 31st"
    cases = [{"case_id": str(n), "area_code": A, "reported_at": JUNE} | row for n, row in enumerate(rows)]
    earlier = engine_of(tmp_path / "2", {"area": CITY, "case": cases}, date(2026, 7, 30))
    assert value(earlier, Question("month_end_closing_share", area=A, period="2026"))["denominator"].to_list() == [2]


@pytest.mark.parametrize(
    "row, expected, why",
    [
        ({"first_closed_at": "2026-06-10", "reopened_at": "2026-07-10"}, (1, 1), "the thirtieth day"),
        ({"first_closed_at": "2026-06-10", "reopened_at": "2026-07-10 00:01"}, (0, 1), "after the thirtieth day"),
        ({"first_closed_at": "2026-07-03", "reopened_at": "2026-07-04"}, (0, 0), "thirty days have not passed yet"),
        ({"closed_at": "2026-06-20", "reopened_at": "2026-06-25"}, (1, 1), "the closing on record came first"),
        ({"closed_at": "2026-07-20", "reopened_at": "2026-06-25"}, (1, 1), "closed again, and within 30 days of its report"),
        ({"closed_at": "2026-07-20", "reopened_at": "2026-07-02"}, (0, 0), "closed again, and later than that: nobody knows"),
        ({"closed_at": "2026-06-20", "reopened_at": None, "reopen_count": 2}, (0, 0), "a number without a time"),
        ({"closed_at": "2026-06-20", "reopened_at": None, "reopen_count": 0}, (0, 1), "never opened again"),
        ({"closed_at": "2026-06-20", "reopened_at": "2026-05-01"}, (0, 0), "opened again before it was reported"),
        ({"closed_at": None, "reopened_at": None}, (0, 0), "never closed"),
    ],
)
def test_thirty_days_are_counted_where_they_are_known_and_never_guessed(tmp_path, row, expected, why):
    known = {"first_closed_at": "2026-06-02", "reopened_at": "2026-07-30", "area_code": B}
    assert figure(tmp_path, "reopened_30_share", [known, row])[:2] == expected, why


def test_a_case_closed_again_counts_as_reopened_once_it_must_have_been_within_thirty_days(tmp_path):
    """Opened again 24 days after its report, its first closing unknown: ripe when sixty days are over, whatever the closing was."""
    cases = [{"case_id": "1", "area_code": A, "reported_at": JUNE, "reopened_at": "2026-06-25", "closed_at": "2026-07-20"}]
    for as_of, expected in ((date(2026, 7, 30), 0), (date(2026, 7, 31), 1)):
        engine = engine_of(tmp_path / str(as_of), {"area": CITY, "case": cases}, as_of)
        assert value(engine, Question("reopened_30_share", area=A))["denominator"].to_list() == [expected], as_of


@pytest.mark.parametrize("indicator", [name for name in CASES if name != "month_end_closing_share"])
def test_what_no_system_records_is_missing_and_not_zero(tmp_path, indicator):
    assert figure(tmp_path, indicator, [{"reported_at": "2026-06-01", "closed_at": "2026-06-03"}])[2] == "missing"


def test_both_answers_are_needed(tmp_path):
    rows = [
        {"closed_at": "2026-06-03", "solved": True, "satisfaction": "very_dissatisfied"},
        {"closed_at": "2026-06-03", "solved": False, "satisfaction": "dissatisfied"},
        {"closed_at": "2026-06-03", "solved": True, "satisfaction": "not_rated"},
        {"closed_at": "2026-06-03", "solved": None, "satisfaction": "dissatisfied"},
    ]
    assert figure(tmp_path, "solved_dissatisfied_share", rows)[:2] == (1, 2)


def _row(signal: str, area: str, category: str | None, share: float, verdict: str = "worse", state: str = "ok") -> dict:
    row = {"signal": signal, "area_code": area, "category": category, "value": share, "whole": 2.0}
    return row | {"verdict_whole": verdict, "state": state}


def test_the_list_begins_with_the_area_in_view_and_names_a_category_only_where_its_area_does_not_stand_out():
    rows = pl.DataFrame(
        [
            _row("a", "1", None, 4.0),
            _row("a", "1", "供热", 20.0),
            _row("b", "1", "噪声", 6.0),
            _row("a", "2", None, 9.0),
            _row("a", "3", None, 30.0, verdict="similar"),
            _row("a", "4", None, 40.0, state="suppressed"),
        ]
    )
    listed = [(row["signal"], row["area_code"], row["category"]) for row in standing_out(rows, "1")]
    assert listed == [("b", "1", "噪声"), ("a", "1", None), ("a", "2", None)]
    assert [row["area_code"] for row in standing_out(rows)] == ["2", "1", "1"]
    assert standing_out(rows.filter(pl.col("verdict_whole") == "similar")) == []
