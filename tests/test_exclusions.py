"""What is kept out of the rates: each rate before and after against a second counting, and the alarm when more is kept out."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import numpy as np
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from biaochi.errors import UnknownName
from biaochi.measures import EXCLUSIONS, Question, explore, value
from biaochi.measures.exclusions import COUNTED, RATES, Alarm, alarms, before_and_after, excluded_share
from tests.warehouses import CITY, A, B, C, engine_of

AS_OF = date(2026, 7, 31)
JUNE = datetime(2026, 6, 1)
CUT = datetime(2026, 7, 1)
DAYS = st.none() | st.integers(0, 50)
CASE = st.fixed_dictionaries(
    {
        "area_code": st.sampled_from([A, B, C]),
        "system": st.sampled_from(["grid", "hotline"]),
        "category_l1": st.sampled_from(["供热", "噪声"]),
        "reported": st.integers(0, 29),
        "limit": DAYS,
        "took": DAYS,
        "is_void": st.sampled_from([False, False, True]),
        "is_filed": st.sampled_from([True, True, False]),
        "is_merged": st.sampled_from([None, False, True]),
        "is_deferred": st.sampled_from([False, False, True]),
        "solved": st.sampled_from([None, True, False]),
        "satisfaction": st.sampled_from([None, "satisfied", "basically_satisfied", "dissatisfied"]),
    }
)


@pytest.fixture(autouse=True, scope="module")
def every_count_is_shown():
    """What is hidden of small counts is another matter (measures.suppress)."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BIAOCHI_SUPPRESS_BELOW", "0")
        yield


def _row(number: int, case: dict) -> dict:
    reported = JUNE + timedelta(days=case["reported"], hours=8)
    clocks = {"due_at": case["limit"], "closed_at": case["took"]}
    rest = {name: content for name, content in case.items() if name not in ("reported", "limit", "took")}
    return rest | {"case_id": str(number), "reported_at": reported} | {
        name: None if days is None else reported + timedelta(days=days) for name, days in clocks.items()
    }  # fmt: skip


def _reason(row: dict) -> str | None:
    reasons = [("void", row["is_void"]), ("unfiled", not row["is_filed"]), ("merged", row["is_merged"]), ("deferred", row["is_deferred"])]
    return next((kind for kind, holds in reasons if holds), None)


def _by_hand(rows: list[dict], included: tuple[str, ...]) -> dict[str, tuple[float, float]]:
    """Each rate of June at its end, counted case by case: numerator, denominator."""
    countable = [row for row in rows if _reason(row) in (None, *included)]
    filed = [row for row in rows if _reason(row) in (None, "deferred", *included)]
    closed = [row for row in countable if row["closed_at"] and row["closed_at"] < CUT]
    overdue = [row for row in countable if row not in closed and row["due_at"] and row["due_at"] < CUT]
    dated = [row for row in closed if row["due_at"]]
    asks = {
        question: {row["system"] for row in rows if row[question] is not None} for question in ("solved", "satisfaction")
    }
    counting = [row for row in filed if row["closed_at"] is None or row["closed_at"] < CUT]
    called = [row for row in counting if row["solved"] is not None or row["satisfaction"] is not None]
    mood = [row["satisfaction"] for row in called]
    done = [row for row in filed if row["closed_at"] and row["closed_at"] < CUT]
    return {
        "closure_rate": (len(closed), len(closed) + len(overdue)),
        "on_time_closure_rate": (sum(row["closed_at"] <= row["due_at"] for row in dated), len(dated) + len(overdue)),
        "solved_rate_callback": (sum(row["solved"] is True for row in called), sum(row["system"] in asks["solved"] for row in called)),
        "solved_rate_closed": (sum(row["solved"] is True for row in done), sum(row["system"] in asks["solved"] for row in done)),
        "satisfaction_rate": (
            mood.count("satisfied") + 0.9 * mood.count("basically_satisfied"),
            sum(row["system"] in asks["satisfaction"] for row in called),
        ),
    }


@settings(deadline=None, max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cases=st.lists(CASE, min_size=1, max_size=50))
def test_every_step_agrees_with_a_second_counting(tmp_path_factory, cases):
    rows = [_row(number, case) for number, case in enumerate(cases)]
    known = [row | {"closed_at": row["closed_at"] if (row["closed_at"] or CUT).date() <= AS_OF else None} for row in rows]
    engine = engine_of(tmp_path_factory.mktemp("t") / "w", {"area": CITY, "case": known}, AS_OF)
    for name in RATES:
        steps = before_and_after(engine, Question(name, area="131100", period="2026-06"))
        assert steps["step"].to_list() == [COUNTED, *EXCLUSIONS]
        for included, step in enumerate(steps.to_dicts()):
            numerator, denominator = _by_hand(known, EXCLUSIONS[:included])[name]
            assert (step["numerator"] or 0, step["denominator"] or 0) == (pytest.approx(numerator), denominator), (name, step)
    counts = explore(engine, "case_exclusions", area="131100", period="2026-06").row(0, named=True)
    reasons = [_reason(row) for row in known]
    assert {kind: counts[kind] for kind in EXCLUSIONS} == {kind: reasons.count(kind) for kind in EXCLUSIONS}
    assert counts["filed"] + counts["void"] + counts["unfiled"] + counts["merged"] == counts["reported"] == len(known)


SMALL = [
    {"case_id": "1", "area_code": A, "reported_at": JUNE, "due_at": "2026-06-10", "closed_at": "2026-06-05", "category_l1": "供热"},
    {"case_id": "2", "area_code": A, "reported_at": JUNE, "due_at": "2026-06-10", "closed_at": "2026-06-15", "is_deferred": True},
    {"case_id": "3", "area_code": A, "reported_at": JUNE, "due_at": "2026-06-10", "is_void": True, "is_filed": False, "is_merged": True},
    {"case_id": "4", "area_code": B, "reported_at": JUNE, "due_at": "2026-06-10", "is_merged": True, "is_deferred": True},
    {"case_id": "5", "area_code": C, "reported_at": JUNE, "due_at": "2026-06-10", "is_filed": False},
]


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    return engine_of(tmp_path_factory.mktemp("small") / "w", {"area": CITY, "case": SMALL}, AS_OF)


def test_a_case_is_left_out_for_one_reason_and_each_step_adds_one_kind(engine):
    steps = before_and_after(engine, Question("on_time_closure_rate", area="131100", period="2026-06"))
    assert steps["denominator"].to_list() == [1, 2, 3, 4, 5] and steps["added"].to_list() == [0, 1, 1, 1, 1]
    assert steps["numerator"].to_list() == [1] * 5 and steps["value"][-1] == 20
    assert steps["lower"][-1] < 20 < steps["upper"][-1]


def test_a_kind_can_be_counted_alone_and_by_area_and_category(engine):
    asked = Question("closure_rate", area="131100", period="2026-06", include=("void",))
    assert value(engine, asked)["denominator"].to_list() == [2]
    below = value(engine, Question("closure_rate", area="131100", level="county", period="2026-06", include=EXCLUSIONS))
    assert dict(below.select("area_code", "denominator").iter_rows()) == {"131102": 4, "131103": 1}
    parts = value(engine, Question("closure_rate", area="131100", by=("category",), period="2026-06", include=EXCLUSIONS))
    assert dict(parts.select("category", "denominator").iter_rows()) == {"供热": 1, "未注明": 4}


def test_what_one_question_includes_no_other_sees(engine):
    asked = Question("closure_rate", area="131100", period="2026-06")
    before = value(engine, asked)
    value(engine, Question("closure_rate", area="131100", period="2026-06", include=EXCLUSIONS))
    assert value(engine, asked).equals(before) and before["denominator"].to_list() == [1]


def test_what_cannot_be_asked_is_refused(engine):
    with pytest.raises(UnknownName, match="deffered.*deferred"):
        value(engine, Question("closure_rate", include=("deffered",)))
    with pytest.raises(UnknownName, match="closure_rates.*closure_rate"):
        before_and_after(engine, Question("closure_rates"))
    with pytest.raises(UnknownName):
        before_and_after(engine, Question("rework_rate"))


def test_shares_by_month_are_of_the_reports(engine):
    shares = excluded_share(engine, Question("closure_rate", area="131100", period="2026Q2", level="county"))
    assert shares["period"].unique().to_list() == ["2026-06"], "a month without a report has no share"
    town = {row["kind"]: (row["cases"], row["reported"], row["share"]) for row in shares.filter(area_code="131102").to_dicts()}
    assert town == {"deferred": (1, 4, 25.0), "merged": (1, 4, 25.0), "unfiled": (0, 4, 0.0), "void": (1, 4, 25.0)}


def _shares(cases: list[int], reported: int = 1000, kind: str = "deferred") -> pl.DataFrame:
    """Counts of months that follow one another, in the shape of ``excluded_share``."""
    months = [f"{2024 + month // 12}-{month % 12 + 1:02d}" for month in range(len(cases))]
    frame = pl.DataFrame({"period": months, "cases": cases})
    return frame.with_columns(
        area_code=pl.lit(A), area_name=pl.lit("甲社区"), kind=pl.lit(kind), reported=pl.lit(reported),
        share=100 * pl.col("cases") / reported,
    )  # fmt: skip


STEADY = [10, 12, 9, 11, 8, 10, 13, 9, 10, 11]


def test_a_jump_raises_an_alarm_that_says_how_much():
    (alarm,) = alarms(_shares([*STEADY, 40, 50]))
    assert alarm == Alarm(A, "甲社区", "deferred", "2024-12", 2, 90, 2000, pytest.approx(4.5), 10, pytest.approx(1.03))


def test_a_jump_of_the_last_month_alone_is_told_as_that():
    (alarm,) = alarms(_shares([*STEADY * 2, 3, 25]))
    assert (alarm.months, alarm.cases, alarm.share, alarm.until) == (1, 25, 2.5, "2025-10")


@pytest.mark.parametrize(
    "cases, reported, why",
    [
        ([*STEADY, 11, 12], 1000, "nothing changed"),
        ([*STEADY, 3, 2], 1000, "it fell"),
        ([10, 12, 9, 11, 8, 60], 1000, "five months are no before"),
        ([0] * 10 + [2, 2], 100, "four cases are no jump"),
        ([2, 41, 3, 38, 1, 45, 2, 40, 3, 37, 44, 40], 1000, "months that scatter so much let expect it"),
        ([1000, 1010, 990, 1000, 1005, 995, 1000, 1200], 100_000, "certain, but a fifth more is no jump"),
        ([], 1000, "no month at all"),
    ],
)
def test_no_alarm_where(cases, reported, why):
    assert alarms(_shares(cases, reported)) == [], why


def test_where_none_was_left_out_before_a_handful_is_a_jump():
    assert [alarm.share_before for alarm in alarms(_shares([0] * 12 + [4, 5], 200))] == [0]


def test_the_largest_rise_comes_first_and_chance_alone_rarely_raises_one():
    both = pl.concat([_shares([*STEADY, 40, 50]), _shares([*STEADY, 90, 90], kind="void")])
    assert [alarm.kind for alarm in alarms(both)] == ["void", "deferred"]
    rng = np.random.default_rng(4)
    series = [_shares(rng.binomial(400, 0.02, 24).tolist(), 400, str(number)) for number in range(400)]
    assert len(alarms(pl.concat(series))) <= 4, "a limit of 99.8 % asked twice: one in some 500"
