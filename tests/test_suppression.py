"""Small counts of persons: whatever is asked for, nothing small is shown and nothing hidden can be worked out from the answers."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from scipy.optimize import linprog

from biaochi.catalogue import catalogue
from biaochi.engine import Engine, open_engine
from biaochi.measures import Question, explore, value
from biaochi.measures.suppress import FIGURES
from tests.warehouses import publish

ROOT = Path(__file__).parents[1]
TOWN = "131102001"
OFFICES = [
    {"area_code": "131100", "area_name": "衡水市", "level": "city"},
    {"area_code": "131102", "area_name": "桃城区", "level": "county", "parent_code": "131100"},
    {"area_code": TOWN, "area_name": "河西街道", "level": "town", "parent_code": "131102"},
]
COMMUNITIES = [f"{TOWN}90{n}" for n in range(1, 5)]
IN_TOWN = {"level": "community", "parent_code": TOWN}
AREAS = [*OFFICES, *(IN_TOWN | {"area_code": code, "area_name": f"{code[-1]}社区"} for code in COMMUNITIES)]
MONTHS = ["2026-04", "2026-05", "2026-06", "2026-07"]
KINDS = ["供热", "噪声"]
SATISFIED = np.array(
    [  # community × month × category: the first community has three satisfied residents in May, and hardly any noise
        [[9, 2], [3, 0], [8, 6], [9, 9]],
        [[20, 14], [9, 21], [12, 9], [9, 30]],
        [[14, 8], [8, 6], [30, 9], [7, 7]],
        [[16, 5], [25, 8], [6, 11], [12, 6]],
    ]
)
DISSATISFIED = np.array([[[1, 6], [2, 6], [5, 0], [1, 1]], [[6, 7], [8, 5], [6, 9], [5, 5]], [[1, 5]] * 4, [[7, 0]] * 4])
AS_OF = date(2026, 7, 31)
SPANS = {
    **{month: [at] for at, month in enumerate(MONTHS)},
    "2026Q2": [0, 1, 2],
    "2026Q3": [3],
    "2026": [0, 1, 2, 3],
    "all": [0, 1, 2, 3],
    "2026-04/2026-05": [0, 1],
    "2026-05/2026-06": [1, 2],
    "2026-05/2026-07": [1, 2, 3],
    "2026-06/2026-07": [2, 3],
}
"""Everything a reader can ask for, and the months in it."""


def called_back() -> Iterator[dict[str, Any]]:
    """A case for each resident who was called back: reported in the month, closed two days later."""
    number = 0
    for mood, counts in (("satisfied", SATISFIED), ("dissatisfied", DISSATISFIED)):
        for (area, month, kind), count in np.ndenumerate(counts):
            for _ in range(count):
                number += 1
                reported = date.fromisoformat(f"{MONTHS[month]}-01") + timedelta(days=number % 20)
                yield {
                    "case_id": str(number), "area_code": COMMUNITIES[area], "category_l1": KINDS[kind], "reported_at": reported,
                    "closed_at": reported + timedelta(days=2), "callback_valid": True, "satisfaction": mood, "solved": mood == "satisfied",
                }  # fmt: skip


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    wishes = [
        {"wish_id": f"{code[-1]}-{n}", "area_code": code, "wish_kind": "助老" if n % 3 else "助学", "collected_on": date(2026, 5, 3)}
        | {"claimed_on": date(2026, 5, 9) if n % 2 else None, "fulfilled_on": date(2026, 5, 20) if n % 4 == 1 else None}
        for code, many in zip(COMMUNITIES, (3, 24, 30, 18), strict=True)
        for n in range(many)
    ]
    path = tmp_path_factory.mktemp("small") / "warehouse"
    publish(path, {"area": AREAS, "case": list(called_back()), "wish": wishes}, AS_OF)
    return path


@pytest.fixture(scope="module")
def engine(warehouse: Path) -> Engine:
    return open_engine(warehouse)


def row_of(engine: Engine, **asked: Any) -> dict[str, Any]:
    return value(engine, Question("satisfaction_rate", **asked)).row(0, named=True)


class Reader:
    """Somebody who keeps every answer and knows that persons are never fewer than none."""

    def __init__(self, engine: Engine, cutoff: str) -> None:
        self.engine, self.cutoff = engine, cutoff
        self.shown: dict[str, list[tuple[np.ndarray, float]]] = {"numerator": [], "denominator": []}
        self.hidden: dict[str, list[tuple[tuple[str, str, str | None], np.ndarray]]] = {"numerator": [], "denominator": []}
        for level, span in product(("city", "county", "town", "community"), SPANS):
            for by in ((), ("category",)):
                answer = value(engine, Question("satisfaction_rate", level=level, period=span, by=by, cutoff=cutoff))
                self.read(answer, span, KINDS if by else [None])

    def read(self, answer: pl.DataFrame, span: str, kinds: list[Any]) -> None:
        told = {(row["area_code"], row["category"]): row for row in answer.to_dicts()}
        for area, kind in product(sorted({code for code, _ in told} or COMMUNITIES), kinds):
            row = told.get((area, kind), {"state": "none", "numerator": 0.0, "denominator": 0.0})
            for name in ("numerator", "denominator"):
                cell = self.cell(area, span, kind)
                if row["state"] == "suppressed":
                    self.hidden[name].append(((area, span, kind), cell))
                else:
                    self.shown[name].append((cell, row[name] or 0.0))

    def cell(self, area: str, span: str, kind: str | None) -> np.ndarray:
        cell = np.zeros(SATISFIED.shape)
        inside = [at for at, code in enumerate(COMMUNITIES) if area == code or area not in COMMUNITIES]
        cell[np.ix_(inside, SPANS[span], [KINDS.index(kind)] if kind else range(len(KINDS)))] = 1
        return cell.ravel()

    def worked_out(self, name: str, truth: np.ndarray) -> list[tuple[Any, float]]:
        """The hidden counts of somebody that have but one value under all that is shown."""
        sums = {"A_eq": [cell for cell, _ in self.shown[name]], "b_eq": [count for _, count in self.shown[name]]}
        found = []
        for asked, cell in self.hidden[name]:
            edges = [linprog(sign * cell, **sums, bounds=(0, None), method="highs") for sign in (1, -1)]
            assert all(edge.status in (0, 3) for edge in edges), "what is shown contradicts itself"
            low, high = (sign * edge.fun if edge.status == 0 else np.inf for sign, edge in zip((1, -1), edges, strict=True))
            if high - low < 1e-6 and cell @ truth.ravel() > 0:
                found.append((asked, float(low)))
        return found


@pytest.mark.parametrize("cutoff", ["period", "as-of"])
def test_no_hidden_count_can_be_worked_out_from_all_answers_together(engine: Engine, cutoff: str):
    reader = Reader(engine, cutoff)
    for name, truth in (("numerator", SATISFIED), ("denominator", SATISFIED + DISSATISFIED)):
        assert reader.hidden[name], "nothing is hidden: the test tests nothing"
        assert not [count for _, count in reader.shown[name] if 0 < count < 5]
        assert reader.worked_out(name, truth) == []


def test_a_cell_is_hidden_however_it_is_asked_for(engine: Engine):
    def states(**asked: Any) -> dict[tuple[str, str, str | None], str]:
        answer = value(engine, Question("satisfaction_rate", **asked))
        return {(row["area_code"], row["period"], row["category"]): row["state"] for row in answer.to_dicts()}

    series = {}
    for code in COMMUNITIES:
        series |= states(area=code, by=("period",), grain="month")
    assert "suppressed" in series.values() and "ok" in series.values()
    for month, code in product(MONTHS, COMMUNITIES):
        expected = {(code, month, None): series[code, month, None]}
        assert states(area=code, period=month) == expected
        assert states(area=TOWN, beside=(code,), period=month).items() >= expected.items()
        for asked in ({"level": "community"}, {"area": TOWN, "by": ("area",)}, {"area": TOWN, "level": "community"}):
            assert states(period=month, **asked).items() >= expected.items()
        parts = states(area=code, period=month, by=("category",))
        assert states(level="community", period=month, by=("category",)).items() >= parts.items()


def test_a_suppressed_row_tells_nothing(engine: Engine):
    hidden = row_of(engine, area=COMMUNITIES[0], period="2026-05")
    assert hidden["state"] == "suppressed"
    assert {hidden[name] for name in FIGURES if name in hidden} == {None}
    assert (hidden["verdict"], hidden["verdict_whole"]) == ("not_compared", "not_compared")
    assert hidden["standard"] == row_of(engine, area=COMMUNITIES[0])["standard"], "the standard is no secret"
    others = value(engine, Question("satisfaction_rate", level="community", period="2026-05"))
    assert others.filter(pl.col("state") == "suppressed").height > 1, "a single gap is filled by subtraction"
    columns = [name for name in others.columns if name not in ("area_code", "area_name")]
    assert others.filter(pl.col("state") == "suppressed").select(columns).n_unique() == 1, "the small one looks like the others"


def test_months_are_hidden_and_their_quarter_is_not(engine: Engine):
    assert row_of(engine, area=COMMUNITIES[0], period="2026Q2")["state"] == "ok"
    assert row_of(engine, area=TOWN, period="2026-05")["state"] == "ok"
    assert row_of(engine, area=COMMUNITIES[0], period="2026-05/2026-06")["state"] == "suppressed"


def test_a_member_that_nobody_belongs_to_is_named_where_it_is_hidden(engine: Engine):
    """In May nobody satisfied complained of noise there; an answer without noise would say so."""
    answer = value(engine, Question("satisfaction_rate", area=COMMUNITIES[0], period="2026-05", by=("category",)))
    assert answer["category"].to_list() == KINDS and set(answer["state"]) == {"suppressed"}


def test_counts_that_two_indicators_share_are_hidden_in_the_same_cells(engine: Engine):
    """Call-backs count in three denominators, wishes in two: what one of them hid another must not show."""
    for names, by in ((("satisfaction_rate", "solved_rate_callback"), ("period",)), (("wish_claimed_share", "wish_fulfilled_share"), ())):
        first, second = (value(engine, Question(name, level="community", by=by, grain="month" if by else None)) for name in names)
        for name, other in ((first, second), (second, first)):
            hidden = name.filter(pl.col("state") == "suppressed").join(other, on=["area_code", "period"], suffix="_other")
            shared = hidden.filter(pl.col("denominator_other").is_not_null())
            assert shared.filter(pl.col("denominator_other") < 5).is_empty()
        assert first.filter(pl.col("state") == "suppressed").height


def test_counts_of_work_are_not_hidden_and_the_setting_shows_all(engine: Engine, monkeypatch: pytest.MonkeyPatch):
    assert not value(engine, Question("case_volume", level="community", by=("period",))).filter(pl.col("state") == "suppressed").height
    monkeypatch.setenv("BIAOCHI_SUPPRESS_BELOW", "0")
    shown = row_of(engine, area=COMMUNITIES[0], period="2026-05")
    assert (shown["numerator"], shown["denominator"]) == (3, 11)


def test_the_command_line_says_the_same(warehouse: Path):
    environment = os.environ | {"BIAOCHI_WAREHOUSE": str(warehouse), "BIAOCHI_LANG": "en"}
    asked = ["value", "satisfaction_rate", "--level", "community", "--period", "2026-05", "--format", "csv"]
    ran = subprocess.run(
        [sys.executable, "-m", "biaochi", *asked], capture_output=True, text=True, env=environment, check=True, cwd=ROOT
    )
    rows = {row["area_code"]: row for row in csv.DictReader(io.StringIO(ran.stdout.lstrip("\ufeff")))}
    assert rows[COMMUNITIES[0]]["state"] == "suppressed"
    assert not any(rows[COMMUNITIES[0]][name] for name in ("numerator", "denominator", "value", "lower", "upper"))


def test_an_exploration_keeps_back_what_the_indicator_does(engine: Engine, monkeypatch: pytest.MonkeyPatch):
    whole = explore(engine, "wishes", area=TOWN, period="2026-05")
    assert whole["collected"].to_list() == [50, 25]
    small = explore(engine, "wishes", area=COMMUNITIES[0], period="2026-05")
    assert set(small["wish_kind"]) == {"助老", "助学"}
    assert small.drop("wish_kind").null_count().row(0) == (2, 2, 2, 2)
    monkeypatch.setenv("BIAOCHI_SUPPRESS_BELOW", "0")
    assert explore(engine, "wishes", area=COMMUNITIES[0], period="2026-05")["collected"].to_list() == [2, 1]


def test_what_counts_persons_adds_up_over_areas_and_months():
    """The decision relies on it: a stock is the same in every month, and a duration is no sum."""
    personal = [each for each in catalogue().values() if each.personal]
    assert {"satisfaction_rate", "solved_rate_callback", "solved_dissatisfied_share", "wish_fulfilled_share"} <= {e.id for e in personal}
    assert all(each.time == "flow" and each.kind != "duration" and not each.is_stock and not each.thresholds for each in personal)
