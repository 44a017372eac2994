"""Scores by quarter as boxes: the numbers of the frame, no names, no order of persons."""

from __future__ import annotations

import polars as pl
import pytest

from biaochi.charts.quarters import quarter_boxes, score_range

LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])


@pytest.fixture
def summary() -> pl.DataFrame:
    rows = [
        {"object_type": "town", "year": 2021, "quarter": q, "objects": 10, "mean": 80.0 + q, "lowest": 60.0, "p25": 75.0,
         "median": 81.0 + q, "p75": 90.0, "highest": 98.0}
        for q in (2, 1, 3)
    ]  # fmt: skip
    return pl.DataFrame(rows)


@LANGUAGES
def test_a_box_for_each_quarter_in_order(summary, language):
    chart = quarter_boxes(summary, language)
    box = chart.figure.data[0]
    assert list(box.median) == [82.0, 83.0, 84.0]
    assert list(box.lowerfence) == [60.0] * 3 and list(box.upperfence) == [98.0] * 3
    assert [note.text for note in chart.figure.layout.annotations if note.name == "value"] == ["82.0", "83.0", "84.0"]
    assert chart.alt.index("82.0") < chart.alt.index("84.0")


def test_several_kinds_share_one_scale(summary):
    wide = pl.concat([summary, summary.with_columns(lowest=pl.lit(20.0))])
    chart = quarter_boxes(summary, "zh", limits=score_range(wide))
    assert chart.figure.layout.yaxis.range[0] <= 20


@LANGUAGES
def test_no_score_is_a_sentence(summary, language):
    chart = quarter_boxes(summary.head(0), language)
    assert not chart.figure.data and chart.alt
