"""The funnel plot: everything by which a reader judges is drawn, marks follow the limits, names never run into one another."""

from __future__ import annotations

import math
from types import SimpleNamespace

import polars as pl
import pytest

from biaochi.charts.axes import number_axis
from biaochi.charts.edge import EdgeLabel, label_edge, spread_out
from biaochi.charts.fairness import LOOKS, funnel_plot
from biaochi.charts.labels import overlap
from biaochi.charts.pointlabels import WIDTHS, PointLabel, place_points
from biaochi.charts.theme import AMBER, INK, MUTED, TEAL, new_figure
from tests.charts.conftest import SCHEMA, FakeIndicator, row

LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])
PLACED = [(-2, 82.0, 900), (-1, 88.0, 300), (0, 92.0, 60), (0, 91.0, 1200), (1, 94.5, 800), (2, 98.0, 1000), (0, 90.5, 250)]


def funnel(placed=PLACED, standards=(95.0,), is_overdispersed=False, **other) -> SimpleNamespace:
    """Areas at (position, value, n) around 91.5 %."""
    rows = [
        row(
            f"a{i}", f"第{i}县", value, denominator=float(n), numerator=n * value / 100, standard=standards[i % len(standards)],
            verdict="worse", whole=91.5, verdict_whole={-2: "worse", 2: "better"}.get(position, "similar"),
            lower=value - 2, upper=value + 1,
        )
        | {"position": position}
        for i, (position, value, n) in enumerate(placed)
    ]  # fmt: skip
    sizes = [20.0, 100.0, 500.0, 2000.0]
    half = [3 * math.sqrt(0.915 * 0.085 / n) * 100 for n in sizes]
    limits = pl.DataFrame(
        {
            "denominator": sizes,
            "lower": [91.5 - h * 0.65 for h in half],
            "upper": [min(91.5 + h * 0.65, 100.0) for h in half],
            "lower_998": [91.5 - h for h in half],
            "upper_998": [min(91.5 + h, 100.0) for h in half],
        }
    )
    dispersion = SimpleNamespace(phi=3.14, is_overdispersed=is_overdispersed)
    frame = pl.DataFrame(rows, schema=SCHEMA | {"position": pl.Int64})
    usual = dict(frame=frame, target=91.5, kind="proportion", dispersion=dispersion, limits=limits, whole_name="衡水市", refused=None)
    return SimpleNamespace(**(usual | other))


def trace(chart, name):
    return next((each for each in chart.figure.data if each.name == name), None)


def named(chart, name):
    return [note for note in chart.figure.layout.annotations if note.name == name]


def lines(chart, name):
    return [shape for shape in chart.figure.layout.shapes if shape.name == name]


@LANGUAGES
def test_whole_standard_and_both_limits_are_drawn_and_named(closure, language):
    chart = funnel_plot(funnel(), closure, language)
    (standard,), (whole,) = lines(chart, "standard"), lines(chart, "whole")
    assert (standard.y0, standard.y1, standard.line.color) == (95.0, 95.0, INK)
    assert whole.y0 == whole.y1 == 91.5
    assert [note.text for note in named(chart, "standard")] == [{"zh": "标准 95%", "en": "standard 95%"}[language]]
    assert [note.text for note in named(chart, "whole")] == ["衡水市 91.5%"]
    assert {trace(chart, name).line.dash for name in ("lower", "upper")} == {"dot"}
    assert {trace(chart, name).line.dash for name in ("lower_998", "upper_998")} == {"solid"}
    assert list(trace(chart, "lower").x) == pytest.approx([math.log10(n) for n in (20, 100, 500, 2000)])
    title = chart.figure.layout.xaxis.title.text
    assert {"zh": "对数刻度", "en": "logarithmic"}[language] in title


@LANGUAGES
def test_marks_follow_the_limits_by_shape_and_colour(closure, language):
    chart = funnel_plot(funnel(), closure, language)
    drawn = {name: list(trace(chart, name).customdata) for name in LOOKS}
    expected = {"worse": ["a0"], "near_worse": ["a1"], "inside": ["a2", "a3", "a6"], "near_better": ["a4"], "better": ["a5"]}
    assert drawn == expected
    better, worse = trace(chart, "better").marker, trace(chart, "worse").marker
    assert (better.color, worse.color) == (TEAL, AMBER) and better.symbol != worse.symbol
    key = chart.figure.layout.title.text
    assert {"zh": "劣于衡水市", "en": "worse than 衡水市"}[language] in key
    assert "99.8%" in key


def test_less_is_better_turns_the_marks_round():
    chart = funnel_plot(funnel(), FakeIndicator("rework", "percent", direction="lower", sampling=True), "en")
    assert list(trace(chart, "better").customdata) == ["a0"] and list(trace(chart, "worse").customdata) == ["a5"]


def test_a_click_finds_every_area_once(closure):
    chart = funnel_plot(funnel(), closure, "zh", highlight=["a2"])
    codes = [code for each in chart.figure.data if each.customdata is not None for code in each.customdata]
    assert sorted(codes) == [f"a{i}" for i in range(len(PLACED))]
    assert "select" in chart.figure.layout.clickmode
    assert all(each.hoverinfo == "skip" for each in chart.figure.data if each.customdata is None)


def test_only_those_outside_are_named_and_the_one_asked_for(closure):
    assert {note.text for note in named(funnel_plot(funnel(), closure, "zh"), "point")} == {"第0县", "第5县"}
    chart = funnel_plot(funnel(), closure, "zh", highlight=["a2"])
    assert {note.text for note in named(chart, "point")} == {"第0县", "第5县", "<b>第2县</b>"}
    assert list(trace(chart, "highlight").y) == [92.0]


@LANGUAGES
def test_widened_limits_are_said_aloud(closure, language):
    words = {"zh": "控制限已放宽", "en": "Limits widened"}[language]
    wide, plain = (funnel_plot(funnel(is_overdispersed=yes), closure, language) for yes in (True, False))
    assert words in wide.figure.layout.title.text and words in wide.alt and "3.1" in wide.alt
    assert words not in plain.figure.layout.title.text + plain.alt


@LANGUAGES
def test_the_alternative_names_those_outside(closure, language):
    alt = funnel_plot(funnel(), closure, language).alt
    assert "第0县" in alt and "第5县" in alt and "第3县" not in alt
    assert "91.50%" in alt and "95%" in alt and "衡水市" in alt


def test_equal_sizes_need_no_logarithm(closure):
    chart = funnel_plot(funnel([(0, 91.0, 100), (0, 92.0, 300), (2, 99.0, 250)]), closure, "en")
    assert chart.figure.layout.xaxis.title.text == "Number counted (n)"
    low, high = chart.figure.layout.xaxis.range
    assert all(low <= x <= high for name in ("inside", "better") for x in trace(chart, name).x)


def test_a_few_standards_are_lines_many_are_not(closure):
    two = funnel_plot(funnel(standards=(95.0, 90.0)), closure, "en")
    assert sorted(shape.y0 for shape in lines(two, "standard")) == [90.0, 95.0]
    assert not lines(funnel_plot(funnel(standards=(95.0, 94.0, 93.0, 92.0)), closure, "en"), "standard")


@LANGUAGES
def test_a_refused_funnel_is_its_reason(closure, language):
    reason = "There is nothing to compare for this choice."
    chart = funnel_plot(funnel(refused=reason, target=None), closure, language)
    assert not chart.figure.data and chart.alt
    assert (chart.alt == reason) == (language == "en")


def test_crowded_names_overlap_at_no_width(closure):
    """Names are placed once for all widths; at each of them their boxes stay apart and inside."""
    points = [PointLabel(0.5 + 0.04 * (i % 5), 50 + 0.8 * i, f"河西街道第{i}社区") for i in range(20)]
    figure = new_figure(440)
    figure.update_layout(margin=dict(l=0, r=0, t=20, b=20))
    number_axis(figure, "y", (40.0, 80.0), closure, "zh")
    place_points(figure, points, (0.0, 1.0), (40.0, 80.0))
    notes = [note for note in figure.layout.annotations if note.name == "point"]
    assert 5 <= len(notes) <= 20
    for width in WIDTHS:
        boxes = []
        for note in notes:
            parts = note.text.split("<br>")
            wide, tall = max(sum(2 if ord(c) > 0x2E80 else 1 for c in part) for part in parts) * 6.5, 16 * len(parts)
            x, y = note.x * width + note.xshift, 400 * (80 - note.y) / 40 - note.yshift
            left = x - {"left": 0, "center": wide / 2, "right": wide}[note.xanchor]
            boxes.append((left, y - tall / 2 + 0.5, left + wide, y + tall / 2 - 0.5))
        assert not any(overlap(one, two) for i, one in enumerate(boxes) for two in boxes[:i])
        assert all(box[0] >= 0 and box[2] <= width for box in boxes)


def test_edge_labels_are_pushed_apart_but_keep_their_order():
    assert spread_out([50, 52, 54], [15, 15, 15], 200) == pytest.approx([37, 52, 67])
    assert spread_out([2, 100], [15, 15], 200) == pytest.approx([7.5, 100])
    assert spread_out([190, 199], [15, 15], 200) == pytest.approx([177.5, 192.5])
    figure = new_figure(200)
    figure.update_layout(margin=dict(l=0, r=60, t=0, b=0))
    label_edge(figure, [EdgeLabel(10, "one", INK, "a"), EdgeLabel(10.1, "two", MUTED, "b")], (0, 20))
    at = {note.text: 200 * (20 - note.y) / 20 - note.yshift for note in figure.layout.annotations}
    assert at["one"] - at["two"] >= 15
