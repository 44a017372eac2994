"""The funnel and the pictures beside it: lengths are counts, what is not recorded is hatched and never zero."""

from __future__ import annotations

import polars as pl
import pytest

from biaochi.charts import count_bars, share_bullets, stage_funnel, step_funnel
from biaochi.charts.funnel import Step, chained, hours_text, largest_loss, recorded, share_text, stage_steps
from biaochi.charts.shares import Part
from tests.charts.conftest import FakeIndicator

LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])
NAMES = {"reported": "事件上报", "accepted": "分类受理", "handled": "部门处置"}


@pytest.fixture
def loop() -> pl.DataFrame:
    """1,000 reported, 990 taken on, no deliberation recorded, 800 handled, 10 more closed than handled."""
    rows = [
        ("reported", 1, True, 1000, None, None),
        ("accepted", 2, True, 990, 0.5, 2.0),
        ("deliberated", 3, False, None, None, None),
        ("handled", 4, True, 800, 30.0, 90.0),
        ("closed", 5, True, 810, 120.0, 240.0),
    ]
    names = ["stage", "position", "is_recorded", "reached", "median_hours", "p90_hours"]
    frame = pl.DataFrame(rows, schema=names, orient="row")
    return frame.with_columns(system=pl.lit("巨好办")).sample(fraction=1, shuffle=True, seed=3)


def traces(chart):
    return {trace.name: trace for trace in chart.figure.data}


def notes(chart, name):
    return [note.text for note in chart.figure.layout.annotations if note.name == name]


@LANGUAGES
def test_bars_are_as_long_as_their_counts(loop, language):
    chart = stage_funnel(loop, language)
    drawn = traces(chart)
    assert list(drawn["reached"].x) == [1000, 990, 800, 810]
    assert list(drawn["reached"].y) == [0, 1, 3, 4], "stages stand in their order, however the rows came"
    assert list(zip(drawn["fallen"].base, drawn["fallen"].x, strict=True)) == [(990, 10), (800, 190)]
    assert chart.figure.layout.xaxis.range[0] == 0


@LANGUAGES
def test_a_stage_that_nobody_records_is_hatched_and_has_a_word(loop, language):
    chart = stage_funnel(loop, language)
    hatched = traces(chart)["unrecorded"]
    assert list(hatched.y) == [2] and hatched.marker.pattern.shape
    assert notes(chart, "unrecorded") == [{"zh": "未记录", "en": "not recorded"}[language]]
    assert not any("<b>0</b>" in text for text in notes(chart, "reached"))


def test_the_loss_is_counted_from_the_last_recorded_stage(loop):
    steps = stage_steps(loop, "zh", NAMES)
    assert [step.name for step in steps] == ["事件上报", "分类受理", "协商", "部门处置", "办结"]
    assert [step.lost for step in steps] == [None, 10, None, 190, -10]
    worst = largest_loss(steps)
    assert (worst.before, worst.name) == ("分类受理", "部门处置")
    assert worst.lost_share == pytest.approx(190 / 990)


def test_every_way_says_what_fell_away_and_how_long_it_took(loop):
    assert notes(stage_funnel(loop, "zh", NAMES), "between") == [
        "−10 (1.0%) · 中位用时30分钟",
        "<b>−190 (19.2%) · 中位用时30.0小时</b>",
        "+10 · 中位用时5.0天",
    ]


@LANGUAGES
def test_the_alternative_says_the_numbers(loop, language):
    alt = stage_funnel(loop, language, NAMES).alt
    assert "990 (99.0%)" in alt and "800 (80.0%)" in alt and "19.2%" in alt
    assert {"zh": "未记录：协商", "en": "Not recorded: Deliberated"}[language] in alt


def test_figures_stand_inside_long_bars_and_behind_short_ones():
    steps = chained([Step("收集", 100), Step("落实", 90), Step("评审", 10)])
    placed = [note for note in step_funnel(steps, "zh").figure.layout.annotations if note.name == "reached"]
    assert [note.x for note in placed] == [0, 0, 10]


@LANGUAGES
def test_nothing_at_all_is_a_sentence(loop, language):
    nobody = loop.with_columns(reached=pl.when("is_recorded").then(0))
    chart = stage_funnel(nobody, language)
    assert not chart.figure.data and chart.alt
    assert not step_funnel([], language).figure.data


def test_zeros_that_later_steps_belie_were_not_written_down():
    assert recorded([60, 0, 60, 40, 0]) == [60, None, 60, 40, 0]
    assert recorded([5, None, 0]) == [5, None, 0]


@pytest.mark.parametrize(
    ("part", "text"), [(500, "5.0%"), (9996, "99.96%"), (10_000, "100.0%"), (0, "0.0%"), (3, "0.03%")]
)
def test_nearly_all_is_not_all(part: int, text: str):
    assert share_text(part, 10_000, "zh") == text


@pytest.mark.parametrize(("hours", "text"), [(0.25, "15 min"), (3.25, "3.3 h"), (47.9, "47.9 h"), (60, "2.5 days")])
def test_a_duration_is_said_in_a_unit_one_thinks_in(hours: float, text: str):
    assert hours_text(hours, "en") == text


@LANGUAGES
def test_counts_have_shares_and_unknown_is_not_zero(language):
    chart = count_bars([Part("返工", 30), Part("退回", 0), Part("并单", None)], 1000, language)
    assert list(traces(chart)["count"].x) == [30, 0] and list(traces(chart)["unrecorded"].y) == [2]
    assert notes(chart, "count") == ["30 · 3.0%", "0"]
    assert notes(chart, "unrecorded") == [{"zh": "未记录", "en": "not recorded"}[language]]
    assert all(label.x <= chart.figure.layout.xaxis.range[1] for label in chart.figure.layout.annotations)


@LANGUAGES
def test_bullets_stand_before_the_line_they_ought_to_reach(language):
    clocks = [FakeIndicator(name, "percent", title={"zh": name, "en": name}) for name in ("a", "b", "c")]
    rows = [
        {"state": "ok", "value": 93.24, "standard": 100.0, "verdict": "worse", "denominator": 420},
        {"state": "ok", "value": 100.0, "standard": 100.0, "verdict": "better", "denominator": 12},
        {"state": "missing", "value": None, "standard": None},
    ]
    chart = share_bullets(list(zip(clocks, rows, strict=True)), language)
    values = [trace for trace in chart.figure.data if trace.name == "value"]
    assert [trace.x[0] for trace in values] == [93.24, 100.0]
    assert [bool(trace.marker.pattern.shape) for trace in chart.figure.data if trace.name == "track"] == [
        False,
        False,
        True,
    ]
    (line,) = [shape for shape in chart.figure.layout.shapes if shape.name == "standard"]
    assert line.x0 == line.x1 == 100
    assert notes(chart, "value") == ["93.2% ▲", "100.0% ●"]
    assert notes(chart, "missing") == [{"zh": "缺报", "en": "missing"}[language]]
