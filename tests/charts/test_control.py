"""A value over time: limits and signals where there are enough points, the standard always, a gap where a value is missing."""

from __future__ import annotations

import base64
import re
from types import SimpleNamespace
from xml.etree import ElementTree

import polars as pl
import pytest

from biaochi.charts.control import _KEY, LOOKS, SIGNALS, control_chart, look_of
from biaochi.charts.icons import ASSURANCE, VARIATION, assurance_icon, icon_html, variation_icon
from biaochi.charts.theme import AMBER, TEAL, VIOLET
from biaochi.i18n import t
from biaochi.statistics import assurance, variation, xmr
from tests.charts.conftest import FakeIndicator, frame, row

LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])
MONTHS = re.compile(r"\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b")
CALM = [91, 92, 91.5, 92.2, 91.1, 91.8, 91.3, 92.1, 91.6, 91.9, 91.2, 92.0, 91.7]


def over_time(values, direction="higher", standard=95.0, **other):
    periods = [f"{2024 + i // 12}-{i % 12 + 1:02d}" for i in range(len(values))]
    standards = standard if isinstance(standard, list) else [standard] * len(values)
    rows = [
        row("131100", "衡水市", v, period=p, standard=s, denominator=900.0, **other)
        for v, p, s in zip(values, periods, standards, strict=True)
    ]
    chart = xmr(values)
    return SimpleNamespace(
        series=frame(rows).reverse(), chart=chart, variation=variation(chart, direction),
        assurance=assurance(chart, standards[-1], direction) if chart else None, standard=standards[-1],
    )  # fmt: skip


def trace(chart, name):
    return next((each for each in chart.figure.data if each.name == name), None)


def lines(chart, name):
    return [shape for shape in chart.figure.layout.shapes if shape.name == name]


def notes(chart, name):
    return [note.text for note in chart.figure.layout.annotations if note.name == name]


@LANGUAGES
def test_mean_limits_and_standard_are_drawn_and_named(closure, language):
    given = over_time(CALM)
    chart = control_chart(given, closure, language)
    assert [line.y0 for line in lines(chart, "centre")] == [given.chart.centre]
    assert sorted(line.y0 for line in lines(chart, "limit")) == [given.chart.lower, given.chart.upper]
    assert {line.line.dash for line in lines(chart, "limit")} == {"dot"}
    assert {line.y0 for line in lines(chart, "standard")} == {95.0}
    assert notes(chart, "standard") == [{"zh": "标准 95%", "en": "standard 95%"}[language]]
    assert len(notes(chart, "limit")) == 2 and len(notes(chart, "centre")) == 1
    assert notes(chart, "value") == ["<b>91.7%</b>"]


@LANGUAGES
def test_months_are_in_the_language_of_the_page_oldest_first(closure, language):
    chart = control_chart(over_time(CALM), closure, language)
    ticks = chart.figure.layout.xaxis.ticktext
    assert not any(MONTHS.search(text) for text in ticks)
    assert ticks[-1].startswith({"zh": "1月", "en": "2025-01"}[language])
    assert list(trace(chart, "line").y) == CALM


@LANGUAGES
def test_a_signal_differs_by_shape_and_says_why(closure, language):
    chart = control_chart(over_time([*CALM, 88.0]), closure, language)
    worse = trace(chart, "worsening")
    assert list(worse.y) == [88.0] and worse.marker.color == AMBER
    assert worse.marker.symbol != trace(chart, "ordinary").marker.symbol
    assert {"zh": "低于下限", "en": "below the lower limit"}[language] in worse.hovertext[0]
    assert {"zh": "变差信号", "en": "signal of worsening"}[language] in chart.figure.layout.title.text
    assert {"zh": "1个变差信号", "en": "signal of worsening: 1"}[language] in chart.alt


def test_the_better_way_decides_the_look():
    assert [look_of("above", way) for way in ("higher", "lower", "none")] == ["improving", "worsening", "unusual"]
    assert [look_of("run_below", way) for way in ("higher", "lower", "none")] == ["worsening", "improving", "unusual"]
    assert look_of(None, "higher") == "ordinary"
    assert len({LOOKS[name]["symbol"] for name in ("improving", "worsening", "unusual")}) == 3
    assert [LOOKS[name]["color"] for name in ("improving", "worsening", "unusual")] == [TEAL, AMBER, VIOLET]


@LANGUAGES
def test_few_points_are_trial_limits_and_fewer_none(closure, language):
    trial = control_chart(over_time(CALM[:8]), closure, language)
    words = {"zh": "试行界限", "en": "Trial limits"}[language]
    assert words in trial.figure.layout.title.text and words in trial.alt and len(lines(trial, "limit")) == 2
    assert words not in control_chart(over_time(CALM), closure, language).figure.layout.title.text
    few = control_chart(over_time(CALM[:3]), closure, language)
    assert not lines(few, "limit") and not lines(few, "centre") and lines(few, "standard")
    assert {"zh": "不足5个", "en": "at least 5"}[language] in few.figure.layout.title.text + few.alt


@LANGUAGES
def test_a_missing_period_breaks_the_line(closure, language):
    chart = control_chart(over_time([*CALM[:5], None, None, *CALM[5:]]), closure, language)
    line = trace(chart, "line")
    assert line.y[5] is None and not line.connectgaps
    assert notes(chart, "missing") == [{"zh": "缺报", "en": "missing"}[language]]
    assert all(y is not None for name in LOOKS if trace(chart, name) for y in trace(chart, name).y)


def test_a_limit_that_nothing_can_cross_is_not_drawn(closure):
    values = [99.5, 99.9, 99.2, 99.8, 99.4, 99.9, 99.1]
    given = over_time(values)
    assert given.chart.upper > 100
    chart = control_chart(given, closure, "en")
    assert [line.y0 for line in lines(chart, "limit")] == [given.chart.lower]
    assert "upper" not in chart.alt


def test_a_standard_that_changed_is_a_step(closure):
    chart = control_chart(over_time(CALM, standard=[90.0] * 6 + [95.0] * 7), closure, "en")
    assert list(trace(chart, "standard").y) == [90.0] * 6 + [95.0] * 7 and not lines(chart, "standard")
    assert notes(chart, "standard") == ["standard 95%"]


@LANGUAGES
def test_the_alternative_says_what_the_icons_say(closure, language):
    alt = control_chart(over_time(CALM), closure, language).alt
    assert t(VARIATION["common_cause"].alt, language).capitalize()[:8] in alt
    assert {"zh": "难以达标", "en": "misses the standard every time"}[language] in alt
    assert "91.00%" in alt and "91.70%" in alt


@LANGUAGES
def test_nothing_known_is_a_sentence(closure, language):
    chart = control_chart(over_time([None] * 6), closure, language)
    assert not chart.figure.data and chart.alt


def test_unit_stands_above_the_axis(days):
    chart = control_chart(over_time([2.0, 2.2, 2.1, 2.4, 2.3, 2.2], direction="lower", standard=None), days, "en")
    assert notes(chart, "axis") == ["days"] and not lines(chart, "standard")


def test_every_word_has_its_chinese():
    words = [*SIGNALS.values(), *(entry[2] for entry in _KEY.values())]
    words += [text for kind in [*VARIATION.values(), *ASSURANCE.values()] for text in (kind.word, kind.alt)]
    assert [word for word in words if t(word, "zh") == word] == []


def drawing(image):
    head, body = image.split(",")
    assert head == "data:image/svg+xml;base64"
    return ElementTree.fromstring(base64.b64decode(body))


def test_icons_differ_without_colour():
    """With every colour taken out no two of one kind are drawn alike."""
    for kinds, icon in ((VARIATION, variation_icon), (ASSURANCE, assurance_icon)):
        shapes = {
            tuple(
                (part.tag, *sorted((k, v) for k, v in part.items() if k not in ("fill", "stroke")))
                for part in drawing(icon(name, "en").image)
            )
            for name in kinds
        }
        assert len(shapes) == len(kinds)


@LANGUAGES
def test_an_icon_carries_its_word_and_its_sentence(language):
    icon = assurance_icon("may_meet", language)
    text = icon_html(icon)
    assert icon.word in text and icon.alt in text and icon.word != icon.alt
    assert icon.word == {"zh": "达标不稳定", "en": "meets at times"}[language]


def test_statistics_and_icons_know_the_same_words():
    falling = xmr([*CALM, 80.0])
    assert {variation(falling, way) for way in ("higher", "lower", "none")} <= VARIATION.keys()
    assert {assurance(xmr(CALM), at, "higher") for at in (80.0, 91.6, 99.0)} == ASSURANCE.keys()


def test_a_value_of_too_few_is_a_point_as_in_the_limits():
    """The limits count it, so it is drawn; suppressed and missing ones are not."""
    given = over_time(CALM)
    given.series = given.series.with_columns(
        state=pl.when(pl.col("period") == "2024-03").then(pl.lit("too_few")).otherwise(pl.col("state"))
    )
    chart = control_chart(given, FakeIndicator("any", "percent", sampling=True), "en")
    assert trace(chart, "line").y[2] == CALM[2]
