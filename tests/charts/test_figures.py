"""What a picture must show: the standard, a mark per verdict, a word for what is absent, the numbers of the frame."""

from __future__ import annotations

import re

import polars as pl
import pytest

from biaochi.charts import (
    case_flow,
    category_bars,
    district_dots,
    funding_stack,
    premises_scatter,
    verdict_heat,
)
from biaochi.charts.axes import number_axis
from biaochi.charts.theme import new_figure
from tests.charts.conftest import FakeIndicator

MONTHS = re.compile(r"\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b")
LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])


def traces(chart, name):
    return [trace for trace in chart.figure.data if trace.name == name]


def named(chart, name):
    return [note for note in chart.figure.layout.annotations if note.name == name]


def lines(chart, name):
    return [shape for shape in chart.figure.layout.shapes if shape.name == name]


def marked(chart):
    return {n: len(traces(chart, n)[0].x) for n in ("better", "similar", "worse", "not_compared") if traces(chart, n)}


def expected(values):
    known = values.filter(pl.col("state") == "ok")
    return {v: n for v, n in known["verdict"].value_counts().iter_rows()}


@LANGUAGES
def test_dots_draw_the_standard_and_every_verdict(closure_values, closure, language):
    chart = district_dots(closure_values, closure, language)
    (line,) = lines(chart, "standard")
    assert line.x0 == line.x1 == 95.0
    (label,) = named(chart, "standard")
    assert label.text == {"zh": "标准 95%", "en": "standard 95%"}[language]
    assert marked(chart) == expected(closure_values)


@LANGUAGES
def test_dots_never_draw_a_missing_row(closure_values, closure, language):
    chart = district_dots(closure_values, closure, language)
    drawn = [x for n in marked(chart) for x in traces(chart, n)[0].x]
    assert len(drawn) == 10 and min(drawn) > 80
    words = [note.text for note in named(chart, "missing")]
    assert words == {"zh": ["缺报", "样本过少"], "en": ["missing", "too few"]}[language]
    # They stand below everything that has a value, and keep their name.
    assert [note.y for note in named(chart, "missing")] == [10, 11]
    assert len(chart.figure.layout.yaxis.ticktext) == 12


def test_dots_are_in_order_and_grow_with_the_rows(premises_values, area_rate):
    chart = district_dots(premises_values, area_rate, "zh")
    names = chart.figure.layout.yaxis.ticktext
    assert names[0] == "深州市" and names[-2] == "高新区" and names[-1] == "阜城县"
    few = district_dots(premises_values.head(6), area_rate, "zh")
    assert chart.figure.layout.height > few.figure.layout.height


def test_less_is_better_turns_the_order_round(premises_values, days):
    chart = district_dots(premises_values, days, "zh")
    assert chart.figure.layout.yaxis.ticktext[0] == "高新区"


def test_every_value_has_its_label_inside_the_axis(closure_values, closure):
    chart = district_dots(closure_values, closure, "zh")
    low, high = chart.figure.layout.xaxis.range
    labels = named(chart, "value")
    assert len(labels) == 10
    assert all(low <= note.x <= high for note in labels)
    # Away from the standard: left of it on the left, right of it on the right.
    for note in labels:
        value = float(note.text.rstrip("%"))
        assert note.xanchor == ("right" if value < 95 else "left")


def test_different_standards_get_a_tick_each(own_standards, area_rate):
    chart = district_dots(own_standards, area_rate, "zh")
    assert sorted(shape.x0 for shape in lines(chart, "standard")) == [25.0, 25.0, 30.0]
    assert "各自标准" in chart.figure.layout.title.text


@LANGUAGES
def test_alternative_text_says_the_numbers_of_the_frame(premises_values, area_rate, language):
    alt = district_dots(premises_values, area_rate, language).alt
    for number in ("47.9", "12.2", "30"):
        assert number in alt
    assert ({"zh": "5个达标，6个未达标，1个缺报", "en": "meets: 5, below: 6, missing: 1"}[language]) in alt


@LANGUAGES
def test_premises_line_and_marks(premises, language):
    chart = premises_scatter(premises, language, 500, 30)
    (line,) = traces(chart, "standard")
    top = line.x[-1]
    assert list(line.y) == pytest.approx([500, 500, 0.3 * top])
    assert line.x[1] == pytest.approx(500 / 0.3)
    meets = premises.filter(pl.col("floor_area_m2") >= pl.col("required_m2")).height
    assert marked(chart) == {"better": meets, "worse": 118 - meets}
    assert str(meets) in chart.alt and "118" in chart.alt
    # Both labels lie inside the axes, so nothing cuts them off.
    x, y = chart.figure.layout.xaxis.range, chart.figure.layout.yaxis.range
    assert len(named(chart, "standard")) == 2
    assert all(x[0] <= note.x <= x[1] and y[0] <= note.y < y[1] for note in named(chart, "standard"))


def test_premises_with_one_rule_only(premises):
    chart = premises_scatter(premises.drop("required_m2"), "zh", None, 30)
    meets = premises.filter(pl.col("floor_area_m2") * 100 >= pl.col("households") * 30).height
    assert marked(chart)["better"] == meets
    assert "30㎡/百户" in chart.alt and "取大者" not in chart.alt


@LANGUAGES
def test_flow_has_bars_lines_and_no_month_names(flow, language):
    chart = case_flow(flow, language)
    assert list(traces(chart, "reported")[0].y) == flow["reported"].to_list()
    assert traces(chart, "backlog")[0].yaxis == "y2"
    ticks = chart.figure.layout.xaxis.ticktext
    assert not any(MONTHS.search(tick) for tick in ticks)
    assert ticks[-1] == {"zh": "9月", "en": "2026-09"}[language]
    assert chart.figure.layout.yaxis.range[0] == chart.figure.layout.yaxis2.range[0] == 0
    assert len(chart.figure.layout.yaxis.tickvals) == len(chart.figure.layout.yaxis2.tickvals)
    total = flow["reported"].sum()
    assert f"{total:,}" in chart.alt


def test_flow_keeps_a_gap_a_gap(flow):
    gap = flow.with_columns(reported=pl.when(pl.col("period") == "2026-01").then(None).otherwise(pl.col("reported")))
    assert traces(case_flow(gap, "zh"), "reported")[0].y[3] is None


@LANGUAGES
def test_categories_show_n_and_counts_are_bars(categories, category_counts, closure, case_count, language):
    rates = category_bars(categories, closure, language)
    labels = [text.replace("<br>", "") for text in rates.figure.layout.yaxis.ticktext]
    assert any("n=2310" in text.replace(",", "") for text in labels)
    bars = category_bars(category_counts, case_count, language)
    (bar,) = traces(bars, "value")
    assert list(bar.x) == sorted(category_counts["value"].to_list(), reverse=True)
    assert bar.text[0] == {"zh": "1.39万", "en": "13,860"}[language]
    assert bars.figure.layout.xaxis.range[0] == 0


@LANGUAGES
def test_heat_has_a_mark_in_every_cell_and_a_table(closure_values, premises_values, closure, area_rate, language):
    areas = closure_values["area_code"].to_list()
    chart = verdict_heat({closure: closure_values, area_rate: premises_values}, areas, language)
    glyphs = [glyph for row in chart.figure.data[0].text for glyph in row]
    assert len(glyphs) == 24 and set(glyphs) <= set("●◐▲–□／∴×")
    assert (glyphs.count("□"), glyphs.count("∴")) == (2, 1), "missing and too few are told apart"
    assert chart.table.shape == (12, 3)
    assert chart.table[closure.title[language]][4] == {"zh": "缺报", "en": "missing"}[language]
    assert chart.table[area_rate.title[language]][0] == "▲ 21.1"


@LANGUAGES
def test_heat_against_the_whole_names_it(closure_values, closure, language):
    worse = pl.when(pl.col("state") == "ok").then(pl.lit("worse")).otherwise(pl.lit("not_compared"))
    values = closure_values.with_columns(verdict_whole=worse, whole=pl.lit(93.0))
    values = values.with_columns(state=pl.col("state").replace("missing", "suppressed"))
    chart = verdict_heat({closure: values}, values["area_code"].to_list(), language, whole_name="衡水市")
    glyphs = [glyph for row in chart.figure.data[0].text for glyph in row]
    assert (glyphs.count("▲"), glyphs.count("×"), glyphs.count("∴")) == (10, 1, 1)
    key = chart.figure.layout.title.text
    assert {"zh": "劣于衡水市", "en": "worse than 衡水市"}[language] in key
    assert "× " in re.sub("<[^>]+>", "", key)
    assert {"zh": "已抑制", "en": "suppressed"}[language] in key
    assert {"zh": "未达标", "en": "below"}[language] not in key + chart.alt
    assert "衡水市 93.00%" in chart.figure.data[0].hovertext[0][0]


@pytest.mark.parametrize(
    ("kind", "drawn"),
    [
        (dict(sampling=True), True), (dict(kind="duration"), True), (dict(kind="ratio", events=True, standard=None), True),
        (dict(), False), (dict(kind="ratio", events=True), False),
    ],
)  # fmt: skip
def test_an_interval_is_drawn_only_where_it_cannot_contradict_the_verdict(closure_values, kind, drawn):
    """A census has an interval for comparing areas, but meets its standard exactly or not at all."""
    indicator = FakeIndicator("any", "percent", **kind)
    chart = district_dots(closure_values, indicator, "en")
    assert bool(traces(chart, "interval")) == drawn
    assert all(("95% interval" in text) == drawn for n in marked(chart) for text in traces(chart, n)[0].hovertext)


def test_a_small_percentage_has_ticks_too(closure):
    figure = new_figure(100)
    number_axis(figure, "y", (7.5, 16.0), closure, "zh")
    assert len(figure.layout.yaxis.tickvals) >= 3
    number_axis(figure, "y", (80.0, 110.0), closure, "zh")
    assert max(figure.layout.yaxis.tickvals) == 100


@LANGUAGES
def test_funding_sums(sources, language):
    chart = funding_stack(sources, language)
    assert [note.text for note in named(chart, "sum")][0] == {"zh": "<b>702万</b>", "en": "<b>7m</b>"}[language]
    for i, note in enumerate(named(chart, "sum")):
        assert note.x == pytest.approx(sum(trace.x[i] or 0 for trace in chart.figure.data))
    assert sum(note.x for note in named(chart, "sum")) == pytest.approx(sources["allocated_yuan"].sum())


def test_funding_gathers_small_sources(sources):
    many = pl.concat([sources, *[sources.head(1).with_columns(source_kind=pl.lit(f"来源{i}")) for i in range(8)]])
    chart = funding_stack(many, "zh")
    assert len(chart.figure.data) == 6 and traces(chart, "其他来源")
    assert sum(note.x for note in named(chart, "sum")) == pytest.approx(many["allocated_yuan"].sum())


@LANGUAGES
def test_nothing_to_draw_is_a_sentence(closure_values, premises, flow, sources, closure, language):
    empty = closure_values.head(0)
    charts = [
        district_dots(empty, closure, language),
        category_bars(empty, closure, language),
        premises_scatter(premises.head(0), language, 500, 30),
        case_flow(flow.head(0), language),
        funding_stack(sources.head(0), language),
        verdict_heat([], [], language),
    ]
    for chart in charts:
        assert not chart.figure.data
        assert [note.text for note in chart.figure.layout.annotations] == [chart.alt] and chart.alt


def test_all_values_missing_still_names_the_areas(closure_values, closure):
    gone = closure_values.with_columns(value=None, state=pl.lit("suppressed")).cast(closure_values.schema)
    chart = district_dots(gone, closure, "zh")
    assert len(named(chart, "missing")) == 12 and not marked(chart)
    assert "12个已抑制" in chart.alt
