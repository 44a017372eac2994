"""Ranges of ranks and bands: no area gets a number, and nothing is put in order by its value."""

from __future__ import annotations

import re
from types import SimpleNamespace

import polars as pl
import pytest

from biaochi.charts.ranks import LISTED, bands, rank_ranges
from biaochi.charts.theme import AMBER, INK, TEAL
from tests.charts.conftest import COUNTIES, SCHEMA, row

LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])
RANGES = [(1, 4), (2, 6), (1, 1), (5, 6), (3, 6), (2, 5)]


@pytest.fixture
def ranked() -> pl.DataFrame:
    rows = [
        row(code, name, 90.0 + best, denominator=100.0) | {"rank_best": best, "rank_worst": worst}
        for (code, name), (best, worst) in zip(COUNTIES.items(), RANGES, strict=False)
    ]
    return pl.DataFrame(rows, schema=SCHEMA | {"rank_best": pl.Int64, "rank_worst": pl.Int64}).reverse()


def grouped(bands_of: list, kind: str = "limits", refused: str | None = None) -> SimpleNamespace:
    names = (list(COUNTIES.items()) * 9)[: len(bands_of)]
    rows = [
        row(f"{code}{i:03d}", name, None if band is None else 90.0 - i)
        for i, ((code, name), band) in enumerate(zip(names, bands_of, strict=True))
    ]
    dtype = pl.Int64 if kind == "fifths" else pl.String
    frame = pl.DataFrame(rows, schema=SCHEMA).with_columns(pl.Series("band", bands_of, dtype=dtype))
    return SimpleNamespace(frame=frame, kind=kind, refused=refused)


def columns(text: str) -> list[str]:
    return text.split("border-top:3px")[1:]


def trace(chart, name):
    return next(each for each in chart.figure.data if each.name == name)


def test_a_bar_reaches_from_worst_to_best(ranked, closure):
    chart = rank_ranges(ranked, closure, "zh")
    xs = list(trace(chart, "range").x)
    assert [(xs[i + 1], xs[i]) for i in range(0, len(xs), 3)] == RANGES
    assert [note.text for note in chart.figure.layout.annotations if note.name == "range"] == ["1–4", "2–6", "1", "5–6", "3–6", "2–5"]
    assert trace(chart, "ends").marker.color == INK


def test_areas_stand_in_the_order_of_their_codes_without_numbers(ranked, closure):
    chart = rank_ranges(ranked, closure, "en")
    labels = chart.figure.layout.yaxis.ticktext
    assert list(labels) == list(COUNTIES.values())[:6]
    assert not any(re.search(r"\d", label) for label in labels)
    low, high = chart.figure.layout.xaxis.range
    assert low > high, "the first rank is on the right, as what is better is everywhere"


@LANGUAGES
def test_axis_and_alternative_say_that_it_is_chance(ranked, closure, language):
    chart = rank_ranges(ranked, closure, language)
    words = {"zh": "偶然波动", "en": "chance"}[language]
    assert words in chart.figure.layout.xaxis.title.text and words in chart.alt
    assert "1–4" in chart.alt and closure.title[language] in chart.alt
    assert {"zh": "其中2个", "en": "2 of them"}[language] in chart.alt, "1–1 and 5–6 lie clear of 3.5"


def test_a_point_leads_to_its_area(ranked, closure):
    ends = trace(rank_ranges(ranked, closure, "en"), "ends")
    assert set(ends.customdata) == set(list(COUNTIES)[:6])
    assert "100" in ends.hovertext[0] and "rank 1 to 4 of 6" in ends.hovertext[0]


@LANGUAGES
def test_no_rank_is_a_sentence(ranked, closure, language):
    chart = rank_ranges(ranked.clear(), closure, language)
    assert not chart.figure.data and chart.alt


@LANGUAGES
def test_bands_carry_mark_word_and_count(closure, language):
    text = bands(grouped(["worse", "better", "similar", "similar", "not_compared"]), closure, language, whole="衡水市")
    worse, similar, better = columns(text)
    heads = {"zh": ("劣于衡水市", "优于衡水市"), "en": ("worse than 衡水市", "better than 衡水市")}[language]
    assert "▲" in worse and heads[0] in worse and AMBER in worse and "· 1" in worse
    assert "●" in better and heads[1] in better and TEAL in better
    assert "◐" in similar and "· 2" in similar
    assert "桃城区" in worse and "冀州区" in better and "枣强县" in similar and "武邑县" in similar
    assert {"zh": "不作比较（1个）：武强县", "en": "Not compared (1): 武强县"}[language] in text


def test_within_a_band_the_order_is_that_of_the_codes(closure):
    given = grouped(["similar"] * 5)
    given.frame = given.frame.sort("value")
    text = columns(bands(given, closure, "zh", whole="衡水市"))[1]
    found = [text.index(name) for name in list(COUNTIES.values())[:5]]
    assert found == sorted(found)


def test_a_long_band_unfolds(closure):
    text = columns(bands(grouped(["similar"] * (LISTED + 7)), closure, "en", whole="the city"))[1]
    assert "7 more" in text and "<details>" in text


@LANGUAGES
def test_fifths_are_told_to_be_relative_and_have_no_colours(days, closure, language):
    text = bands(grouped([1, 2, 3, 4, 5, None], "fifths"), closure, language, whole="衡水市")
    assert len(columns(text)) == 5 and TEAL not in text and AMBER not in text and "▲" not in text
    assert {"zh": "相对位置", "en": "stands among the others"}[language] in text
    assert {"zh": "缺报", "en": "missing"}[language] in text
    assert "桃城区" in columns(text)[0] and "桃城区" in columns(bands(grouped([1, 2, 3, 4, 5], "fifths"), days, language, whole="x"))[4]


def test_refused_bands_are_their_reason_and_names_are_escaped(closure):
    reason = "There is nothing to compare for this choice."
    assert columns(bands(grouped(["similar"], refused=reason), closure, "en", whole="x")) == []
    assert reason in bands(grouped(["similar"], refused=reason), closure, "en", whole="x")
    assert "<b>" not in bands(grouped(["worse"]), closure, "en", whole="<b>")
