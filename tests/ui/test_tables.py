"""What a cell says when there is nothing to say: the four absences stay apart, on the page and in the file."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import polars as pl
import pytest

from biaochi.catalogue import catalogue
from biaochi.ui.columns import Column, rows_of
from biaochi.ui.compare import MOST, furthest_behind
from biaochi.ui.premises import COLUMNS
from tests.ui.conftest import Opening, headline
from tests.warehouses import CITY, A, B, publish

VIEW = SimpleNamespace(language="zh")


@pytest.mark.parametrize(
    ("state", "word"),
    [("missing", "缺报"), ("not_applicable", "不适用"), ("too_few", "样本过少"), ("suppressed", "已抑制")],
)
def test_a_cell_without_a_value_says_why(state: str, word: str):
    frame = pl.DataFrame({"rate": [None, 93.5], "rate__state": [state, "ok"]}, schema_overrides={"rate": pl.Float64})
    assert rows_of(VIEW, frame, [Column("rate", "Rate", "number", 1)]) == [[word], [93.5]]


def test_a_verdict_on_what_was_not_reported_is_missing_not_uncompared():
    rows = pl.DataFrame(
        {"amount": [None, 5.0, 5.0], "meets": [None, None, True]}, schema_overrides={"meets": pl.Boolean}
    )
    cells = rows_of(VIEW, rows, [Column("meets", "Meets", "meets", of=("amount",))])
    assert [cell for (cell,) in cells] == ["– 缺报", "– 不作比较", "● 达标"]


def test_every_figure_of_the_premises_table_has_a_word_for_its_absence():
    assert [c.name for c in COLUMNS if c.kind == "number" and c.name != "floor_m2" and c.absent is None] == []


def test_many_areas_are_drawn_from_the_wrong_end():
    values = [float(at) for at in range(40)]
    frame = pl.DataFrame({"area_code": [f"{at:03d}" for at in range(40)], "value": values, "state": ["ok"] * 40})
    lowest = furthest_behind(frame, catalogue()["on_time_closure_rate"])
    assert lowest["value"].to_list() == values[:MOST]
    highest = furthest_behind(frame, catalogue()["days_to_close"])
    assert highest["value"].to_list() == values[::-1][:MOST]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_premises_without_households_are_still_shown(open_page: Opening, tmp_path: Path, language: str):
    """As Seattle's buildings are: floor area by district, nothing to divide by, no verdict."""
    day = date(2026, 9, 30)
    premises = [
        {"facility_id": str(at), "period": day, "area_code": code, "floor_area_m2": area}
        for at, (code, area) in enumerate([(A, 300.0), (B, 1000.0)])
    ]
    publish(tmp_path, {"area": CITY, "facility": premises}, day)
    app = open_page(tmp_path, "facilities", lang=language)
    assert not app.exception and not app.info and not app.warning
    said = re.sub("<[^>]+>", "", headline(app))
    assert "1300" in said.replace(",", "")
    assert len(app.dataframe) == 1
    assert open_page(tmp_path, "overview", lang=language).metric
