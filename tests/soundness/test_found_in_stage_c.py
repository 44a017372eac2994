"""Wrong verdicts that a review of stage C found; never weakened."""

from __future__ import annotations

from datetime import date, datetime

import numpy as np
import polars as pl
import pytest

from biaochi.catalogue import catalogue
from biaochi.measures import Question, funnel, over_time, value
from biaochi.measures.verdict import change
from biaochi.scope import Scope
from tests.warehouses import CITY, A, B, C, D, engine_of

RATE = "on_time_closure_rate"


ELSEWHERE = [
    {"area_code": "420000", "area_name": "湖北省", "level": "province"},
    {"area_code": "422800", "area_name": "恩施州", "level": "city", "parent_code": "420000"},
]


def month_of_cases(code: str, year: int, month: int, n: int, late: int, last_day: int = 28) -> list[dict]:
    return [
        {"case_id": f"{code}-{year}-{month}-{i}", "area_code": code, "reported_at": datetime(year, month, 1 + i % min(20, last_day)),
         "due_at": datetime(year, month, min(27, last_day)), "closed_at": datetime(year, month, 28) if i < late else
         datetime(year, month, 1 + i % min(20, last_day), 12)}
        for i in range(n)
    ]  # fmt: skip


def test_a_month_that_has_not_ended_is_no_point(tmp_path):
    """Cases known until 8 September: that month holds 12 cases and would be called a signal by its cut-off alone."""
    cases = [row for month in range(1, 9) for row in month_of_cases(A, 2026, month, 60, 6)]
    cases += [row | {"as_of": date(2026, 9, 8)} for row in month_of_cases(A, 2026, 9, 12, 0, last_day=7)]
    households = [{"area_code": A, "period": date(2026, 9, 30), "households_total": 900, "as_of": date(2026, 9, 30)}]
    cases = [{"as_of": date(2026, 9, 8)} | row for row in cases]
    engine = engine_of(tmp_path / "w", {"area": CITY, "case": cases, "community": households}, date(2026, 9, 30))
    for period in ("2026", "all"):
        found = over_time(engine, Question(RATE, area=A, period=period))
        assert found.series["period"].to_list()[-1] == "2026-08"
        assert found.variation == "common_cause"


def test_a_place_that_only_looks_back_has_its_own_last_months(tmp_path):
    """One city stopped sending in 2021, another goes on: “all” ends for each when its own cases do."""
    other = [*ELSEWHERE, {"area_code": "422823", "area_name": "巴东县", "level": "county", "parent_code": "422800"}]
    old = [row | {"as_of": date(2021, 10, 31), "system": "old"} for m in range(1, 11) for row in month_of_cases("422823", 2021, m, 30, 3)]
    new = [row | {"as_of": date(2026, 9, 30)} for m in range(1, 10) for row in month_of_cases(A, 2026, m, 30, 3)]
    engine = engine_of(tmp_path / "w", {"area": [*CITY, *other], "case": [*old, *new]}, date(2026, 9, 30))
    found = over_time(engine, Question(RATE, area="422823", period="all"))
    assert found.series["period"].to_list()[-1] == "2021-10"
    assert found.chart is not None and found.chart.points == 10


@pytest.mark.parametrize(("name", "draw"), [
    ("case_backlog", lambda rng: (rng.poisson(60, 5), None)),
    ("wish_claimed_share", lambda rng: (rng.binomial(60, 0.8, 5), 60)),
    (RATE, lambda rng: (rng.binomial(60, 0.8, 5), 60)),
])  # fmt: skip
def test_noise_is_no_trend(name, draw):
    rng, told = np.random.default_rng(1), 0
    for _ in range(400):
        k, n = draw(rng)
        values = k / n * 100 if n else k
        frame = pl.DataFrame({"value": values, "numerator": k, "denominator": [n] * 5}).cast(pl.Float64)
        told += change(frame, catalogue()[name]) != "flat"
    assert told <= 0.02 * 400


def test_a_point_that_rests_on_too_few_is_no_signal(tmp_path):
    cases = [row for month in range(1, 9) for row in month_of_cases(A, 2026, month, 60, 4 + month % 2)]
    cases += month_of_cases(A, 2026, 9, 1, 1)
    found = over_time(engine_of(tmp_path / "w", {"area": CITY, "case": cases}, date(2026, 9, 30)), Question(RATE, area=A, period="2026"))
    last = found.series.sort("period").row(-1, named=True)
    assert (last["period"], last["state"], last["value"]) == ("2026-09", "too_few", 0.0)
    assert found.variation == "common_cause" and found.trend == "too_short"


@pytest.fixture(scope="module")
def two_cities(tmp_path_factory):
    """衡水 with four communities, and 恩施 with six counties at 99 %: what lies in one is not judged by the other."""
    counties = [{"area_code": f"4228{n}", "area_name": f"{n}县", "level": "county", "parent_code": "422800"} for n in range(21, 27)]
    areas = [*CITY, *ELSEWHERE, *counties]
    cases = [row for code in (A, B, C, D) for m in (7, 8, 9) for row in month_of_cases(code, 2026, m, 40, 12)]
    cases += [row for county in counties for m in (7, 8, 9) for row in month_of_cases(county["area_code"], 2026, m, 100, 1)]
    return engine_of(tmp_path_factory.mktemp("c") / "w", {"area": areas, "case": cases}, date(2026, 9, 30))


def test_counties_of_several_cities_have_no_common_funnel(two_cities):
    asked = Question(RATE, area="all", period="2026Q3")
    assert funnel(two_cities, asked, "county").refused == "These areas lie in several wholes; choose one of them."
    assert funnel(two_cities, Question(RATE, area="422800", period="2026Q3"), "county").refused is None
    top = funnel(two_cities, Question(RATE, area="422800", period="2026Q3"), "city").refused
    assert top == "Nothing lies above these areas to compare with."


def test_a_narrower_scope_inside_a_wider_one_changes_no_whole(two_cities):
    wide = value(two_cities, Question(RATE, area=A, period="2026Q3"), Scope(("131100",)))
    nested = value(two_cities, Question(RATE, area=A, period="2026Q3"), Scope(("131100", "131102")))
    assert wide.equals(nested) and wide["whole_code"][0] == "131100"
