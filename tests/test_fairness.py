"""Nobody is blamed by chance: equal areas, areas at the standard, an area that is really behind, and how the verdicts read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import polars as pl
import pytest

from biaochi.catalogue import catalogue
from biaochi.measures import Question, funnel, grouped, over_time, value
from biaochi.measures.attention import drivers, listed, significant, worsening
from biaochi.measures.verdict import conclude
from biaochi.measures.whole import against_whole
from tests.warehouses import CITY, A, B, C, D, engine_of

RATE = catalogue()["on_time_closure_rate"]
AREAS, CASES, TRUE = 20, 50, 0.9
RUNS = 400


def answer(successes: np.ndarray, trials: np.ndarray, standard: float | None = None) -> pl.DataFrame:
    """What ``measures.value`` makes of counted areas and of the city they lie in."""
    n = len(successes)
    columns = {
        "area_code": [f"area {i:02d}" for i in range(n)] + ["city"],
        "area_name": [f"area {i:02d}" for i in range(n)] + ["city"],
        "level": ["county"] * n + ["city"],
        "whole_code": ["city"] * (n + 1),
        "is_asked": [True] * (n + 1),
        "period": ["2026Q3"] * (n + 1),
        "category": pl.Series([None] * (n + 1), dtype=pl.String),
        "numerator": [*map(float, successes), float(sum(successes))],
        "denominator": [*map(float, trials), float(sum(trials))],
        "areas": [1] * (n + 1),
        "communities": [1] * (n + 1),
        "applicable": [1] * (n + 1),
        "standard": pl.Series([standard] * (n + 1), dtype=pl.Float64),
        "standard_document": pl.Series([None] * (n + 1), dtype=pl.String),
        "is_covered": [True] * (n + 1),
    }
    return against_whole(conclude(pl.DataFrame(columns), RATE), RATE).filter(pl.col("level") == "county")


def simulated(seed: int, rates: np.ndarray) -> np.ndarray:
    return np.random.default_rng(seed).binomial(CASES, rates)


def test_of_twenty_equal_areas_none_is_called_worse_in_95_of_100_runs():
    trials = np.full(AREAS, CASES)
    blamed = sum(
        (answer(simulated(seed, np.full(AREAS, TRUE)), trials)["verdict_whole"] == "worse").any() for seed in range(RUNS)
    )
    assert blamed <= 0.05 * RUNS


def test_areas_exactly_at_the_standard_do_not_come_on_the_list():
    trials = np.full(AREAS, CASES)
    picked = sum(
        significant(answer(simulated(seed, np.full(AREAS, TRUE)), trials, 100 * TRUE), RATE).height > 0 for seed in range(RUNS)
    )
    assert picked <= 0.05 * RUNS


def test_an_area_that_is_really_behind_is_found():
    rates = np.full(AREAS, TRUE)
    rates[7] = 0.55
    found = sum(
        "area 07" in answer(simulated(seed, rates), np.full(AREAS, CASES)).filter(pl.col("verdict_whole") == "worse")["area_code"].to_list()
        for seed in range(100)
    )
    assert found >= 90


def test_ranks_of_the_bulletins_are_no_verdicts():
    """A unit with 22 of 22 first, one with 1 late of 6 last (anchors): neither differs from a whole of 95 %."""
    rows = answer(np.array([22, 5, 950, 930, 940, 955]), np.array([22, 6, 1000, 980, 990, 1000]))
    assert rows["verdict_whole"].to_list()[:2] == ["similar", "not_compared"], "six cases are fewer than the declared number"


def test_intervals_hold_their_point_and_widen():
    rows = answer(np.array([0, 25, 50]), np.array([50, 50, 50]))
    for lower, upper in (("lower", "upper"), ("lower_998", "upper_998")):
        assert (rows[lower] <= rows["value"]).all() and (rows["value"] <= rows[upper]).all()
    assert (rows["lower_998"] <= rows["lower"]).all() and (rows["upper_998"] >= rows["upper"]).all()


# One city in a warehouse: 甲 closes 12 of 40 in time, the four others 36 of 40.
E = "131103100903"
FIVE = [*CITY, {"area_code": E, "area_name": "戊村", "level": "community", "parent_code": "131103100", "community_type": "rural"}]
CLOSED_IN_TIME = {A: 12, B: 36, C: 36, D: 36, E: 36}


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    cases = [
        {"case_id": f"{code}-{month}-{i}", "area_code": code, "reported_at": f"2026-{month:02d}-02", "due_at": f"2026-{month:02d}-12",
         "closed_at": f"2026-{month:02d}-{'10' if i < on_time else '20'}", "category_l1": "供热" if i % 2 else "环境"}
        for code, on_time in CLOSED_IN_TIME.items() for month in range(1, 10) for i in range(40)
    ]  # fmt: skip
    return engine_of(tmp_path_factory.mktemp("fair") / "w", {"area": FIVE, "case": cases}, date(2026, 9, 30))


def test_one_area_has_one_verdict_however_it_is_asked_for(engine):
    asked = {"period": "2026Q3"}
    alone = value(engine, Question("on_time_closure_rate", area=A, **asked)).row(0, named=True)
    among = value(engine, Question("on_time_closure_rate", level="community", **asked))
    beside = value(engine, Question("on_time_closure_rate", area=B, beside=(A,), **asked))
    in_district = value(engine, Question("on_time_closure_rate", area=alone["area_code"][:6], level="community", **asked))
    for frame in (among, beside, in_district):
        assert frame.filter(pl.col("area_code") == A).row(0, named=True) == alone
    assert alone["verdict_whole"] == "worse"
    assert alone["whole"] == pytest.approx(100 * 468 / 600), "12 + 4 × 36 of 5 × 40, three months alike"
    assert alone["whole_code"] == "131100"


def test_the_whole_is_not_held_against_itself(engine):
    row = value(engine, Question("on_time_closure_rate", area="131100")).row(0, named=True)
    assert row["verdict_whole"] == "not_compared" and row["whole"] is None
    assert "is_asked" in grouped(engine, Question("on_time_closure_rate", area=A)).columns


def test_a_funnel_of_fewer_than_five_areas_is_refused(engine):
    asked = Question("on_time_closure_rate", area="131100", period="2026Q3")
    assert funnel(engine, asked, "community").refused is None
    assert funnel(engine, asked, "county").refused, "two districts tell nothing of how districts scatter"
    assert set(value(engine, replace(asked, level="county"))["verdict_whole"]) == {"not_compared"}
    assert funnel(engine, Question("case_volume", area="131100"), "community").refused


def test_a_series_has_its_limits_and_its_words(engine):
    found = over_time(engine, Question("on_time_closure_rate", area=B, period="2026Q3"))
    assert found.series["period"].to_list()[-1] == "2026-09" and found.grain == "month"
    assert found.chart.is_trial and found.chart.points == 9
    assert found.chart.centre == pytest.approx(90) and found.variation == "common_cause"


def test_what_drives_a_shortfall_is_what_is_lacking():
    """Standard 90 %: heating lacks 90 − 60 = 30 of 100, streets 18 − 15 = 3 of 20; water has more than it needs."""
    parts = pl.DataFrame({"category": ["供热", "环境", "供水"], "numerator": [60.0, 15.0, 100.0], "denominator": [100.0, 20.0, 100.0]})
    assert drivers(parts, "category", "on_time_closure_rate", 90.0) == [("供热", pytest.approx(30 / 33))]


def test_double_red_comes_first_and_no_theme_fills_the_list():
    def rows(indicator: str, n: int, is_worsening: bool) -> pl.DataFrame:
        return pl.DataFrame({
            "indicator": [indicator] * n, "area_code": [f"{indicator}{i}" for i in range(n)],
            "shortfall": [0.9 - i / 10 for i in range(n)], "is_worsening": [is_worsening] * n,
        })  # fmt: skip

    found = listed([rows("a", 6, False), rows("b", 2, True), rows("c", 1, False)], most=7, most_of_one=3)
    assert found["area_code"].to_list() == ["b0", "b1", "a0", "c0", "a1", "a2"]
    assert listed([rows("a", 9, True)], 7, 3).height == 7


def test_getting_worse_is_a_test_over_five_periods():
    def series(code: str, values: list[float]) -> pl.DataFrame:
        n = len(values)
        return pl.DataFrame({
            "area_code": [code] * n, "period": [f"2026-{i + 1:02d}" for i in range(n)], "value": values,
            "numerator": [v * 2 for v in values], "denominator": [200.0] * n,
        })  # fmt: skip

    falling, steady, two = series("f", [95, 90, 84, 78, 70]), series("s", [90, 91, 89, 90, 90]), series("t", [90.0, 70.0])
    assert worsening(pl.concat([falling, steady, two], how="vertical_relaxed"), RATE) == {"f"}


def test_the_order_of_rows_changes_nothing_and_periods_add_up(tmp_path):
    cases = [
        {"case_id": f"{code}{i}", "area_code": code, "reported_at": f"2026-0{1 + i % 9}-0{1 + i % 7}", "due_at": f"2026-0{1 + i % 9}-14",
         "closed_at": None if i % 11 == 0 else f"2026-0{1 + i % 9}-{10 + i % 9}", "category_l1": "供热" if i % 3 else "环境",
         "solved": i % 4 > 0, "satisfaction": "satisfied" if i % 5 else "dissatisfied", "callback_valid": True}
        for code in (A, B, C, D) for i in range(60)
    ]  # fmt: skip
    shuffled = list(np.random.default_rng(7).permutation(np.array(cases, dtype=object)))
    orders = {"a": cases, "b": shuffled}
    engines = [engine_of(tmp_path / name, {"area": CITY, "case": rows}, date(2026, 9, 30)) for name, rows in orders.items()]
    for name in ("on_time_closure_rate", "satisfaction_rate", "days_to_close", "case_backlog"):
        first, second = (value(each, Question(name, level="community", by=("category",), cutoff="as-of")) for each in engines)
        assert first.equals(second), name
    asked = Question("on_time_closure_rate", area="131100", period="2026-01/2026-06", cutoff="as-of")
    whole = value(engines[0], asked).row(0, named=True)
    months = value(engines[0], replace(asked, by=("period",), grain="month"))
    quarters = value(engines[0], replace(asked, by=("period",), grain="quarter"))
    for parts in (months, quarters):
        assert (parts["numerator"].sum(), parts["denominator"].sum()) == (whole["numerator"], whole["denominator"])
