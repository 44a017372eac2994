"""The run-off triangle against the reference statement of the field run on the raw rows."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import duckdb
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from biaochi.measures import Question, explore, value
from biaochi.periods import parse_period
from tests.warehouses import CITY, A, B, engine_of, frame

# 应结案 = closed or past the deadline at the cut-off; of the cohort reported in [p0, p1). As in the handbook, but that a
# case without a deadline enters the on-time rate neither above nor below the line (docs/adr/0004), and that a duplicate which
# went on in another case leaves the rates as a void one does.
REFERENCE = """
with b as (
  select *, is_filed and not is_void and not coalesce(is_merged, false) as filed, is_deferred as deferred,
    closed_at is not null and closed_at < $p1 as closed_in,
    due_at is not null and due_at < $p1 as due_in
  from case_record where reported_at >= $p0 and reported_at < least($p1, $as_of)),
f as (select *, filed and not deferred and (closed_in or due_in) as need_close,
             closed_in and closed_at <= due_at as in_time from b)
select count(*) filter (need_close) as due, count(*) filter (need_close and closed_in) as closed,
       count(*) filter (need_close and due_at is not null) as due_with_deadline,
       count(*) filter (need_close and in_time) as on_time,
       count(*) filter (filed and not closed_in) as open
from f
"""
START = datetime(2026, 1, 1)
HOURS = st.integers(0, 24 * 200)
CASE = st.fixed_dictionaries(
    {
        "area_code": st.sampled_from([A, B]),
        "reported": HOURS,
        "limit": st.none() | st.integers(1, 24 * 40),
        "took": st.none() | st.integers(0, 24 * 80),
        "is_deferred": st.sampled_from([False, False, False, True]),
        "is_void": st.sampled_from([False, False, False, True]),
        "is_filed": st.sampled_from([True, True, True, False]),
        "is_merged": st.sampled_from([None, False, False, True]),
        "system": st.sampled_from(["grid", "hotline"]),
        "category_l1": st.sampled_from(["供热", "噪声", None]),
    }
)


def _rows(cases):
    rows = []
    for number, case in enumerate(cases):
        reported = START + timedelta(hours=case["reported"])
        rows.append(
            {k: case[k] for k in ("area_code", "is_deferred", "is_void", "is_filed", "is_merged", "system", "category_l1")}
            | {
                "case_id": str(number),
                "reported_at": reported,
                "due_at": reported + timedelta(hours=case["limit"]) if case["limit"] is not None else None,
                "closed_at": reported + timedelta(hours=case["took"]) if case["took"] is not None else None,
            }
        )
    return rows


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cases=st.lists(CASE, min_size=1, max_size=60), as_of_day=st.integers(60, 230), data=st.data())
def test_every_cut_off_agrees_with_the_reference_on_raw_rows(tmp_path_factory, cases, as_of_day, data):
    as_of = (START + timedelta(days=as_of_day)).date()
    end = datetime(as_of.year, as_of.month, as_of.day) + timedelta(days=1)
    known = [r for r in _rows(cases) if r["reported_at"] < end]
    for row in known:  # an export cannot know what happens after it was made
        if row["closed_at"] is not None and row["closed_at"] >= end:
            row["closed_at"] = None
    if not known:
        return
    engine = engine_of(tmp_path_factory.mktemp("t") / "w", {"area": CITY, "case": known}, as_of)
    raw = frame("case", known, as_of)
    connection = duckdb.connect()
    connection.register("case_record", raw.select(pl.exclude(pl.Enum)).to_arrow())
    label = data.draw(st.sampled_from(["2026-01", "2026-02", "2026Q1", "2026Q2", "2026", None]))
    period = parse_period(label, end=end)
    if period.start >= end or period.end <= min(row["reported_at"] for row in known):
        assert value(engine, Question("case_backlog", period=label))["state"].to_list() == ["missing"]
        return
    cutoff = min(period.end, end)
    terms = {"p0": period.start, "p1": cutoff, "as_of": end}
    due, closed, due_with_deadline, on_time, _ = connection.execute(REFERENCE, terms).fetchone()
    rate = value(engine, Question("closure_rate", period=label)).row(0, named=True)
    timely = value(engine, Question("on_time_closure_rate", period=label)).row(0, named=True)
    assert (rate["numerator"] or 0, rate["denominator"] or 0) == (closed, due)
    assert (timely["numerator"] or 0, timely["denominator"] or 0) == (on_time, due_with_deadline)
    for dimension in ("category", "system"):
        parts = value(engine, Question("closure_rate", period=label, by=(dimension,)))
        assert (parts["numerator"].sum(), parts["denominator"].sum()) == (closed, due), "parts sum to the whole"
    backlog = connection.execute(REFERENCE, terms | {"p0": datetime(1900, 1, 1)}).fetchone()[4]
    assert value(engine, Question("case_backlog", period=label)).row(0, named=True)["value"] == backlog


def test_flow_balances_every_month(tmp_path):
    cases = [{"case_id": str(i), "area_code": A, "reported_at": START + timedelta(days=i), "due_at": None,
              "closed_at": START + timedelta(days=i + i % 50) if i % 3 else None} for i in range(180)]  # fmt: skip
    engine = engine_of(tmp_path / "w", {"area": CITY, "case": cases}, date(2026, 9, 30))
    flow = explore(engine, "case_flow", grain="month")
    before = flow["backlog"].shift(1, fill_value=0)
    assert (before + flow["reported"] - flow["closed"] == flow["backlog"]).all()
    assert flow["reported"].sum() == 180


@pytest.mark.parametrize("day", [1, 15, 28])
def test_a_month_cut_short_by_the_as_of_date_counts_only_what_was_due_by_then(tmp_path, day):
    cases = [
        {"case_id": "due-before", "area_code": A, "reported_at": "2026-02-01", "due_at": "2026-03-01 12:00:00"},
        {"case_id": "due-after", "area_code": A, "reported_at": "2026-02-01", "due_at": "2026-03-29 12:00:00"},
    ]
    engine = engine_of(tmp_path / "w", {"area": CITY, "case": cases}, date(2026, 3, day))
    answer = value(engine, Question("on_time_closure_rate", cutoff="as-of")).row(0, named=True)
    assert (answer["numerator"], answer["denominator"]) == (0, 1)
