"""The spine against the spread: right is better, the whole is the middle, and no verdict where there is no chance model."""

from __future__ import annotations

import base64
import re
from xml.etree import ElementTree

import polars as pl
import pytest

from biaochi.charts.spread import WIDTH, place, spread_alt, spread_image, spread_of, spread_spine
from biaochi.charts.theme import AMBER, INK, INK_TINT, SLATE, SLATE_TINT
from tests.charts.conftest import COUNTIES, FakeIndicator, frame, row

LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])
CODES = list(COUNTIES)


def group(values, whole=30.0, standard=None, verdict="similar"):
    return frame(
        [
            row(code, name, v, whole=whole, standard=standard, verdict_whole=verdict if v is not None else "not_compared", denominator=50.0)
            for (code, name), v in zip(COUNTIES.items(), values, strict=False)
        ]
    )


def parts(spread):
    head, body = spread_image(spread).split(",")
    assert head == "data:image/svg+xml;base64"
    return list(ElementTree.fromstring(base64.b64decode(body)))


def filled(spread, colour):
    return [part for part in parts(spread) if part.get("fill") == colour or part.get("stroke") == colour]


def test_the_whole_is_the_middle_and_right_is_better(area_rate, days):
    values = [20, 25, 30, 34, 40, 28]
    higher = spread_of(area_rate, group(values), CODES[4])
    assert place(30, higher) == 0 and place(40, higher) == 1.0 and place(20, higher) == -1.0
    lower = spread_of(days, group(values), CODES[4])
    assert place(40, lower) == -1.0 and place(20, lower) == 1.0


def test_bars_hold_the_spread_of_all_areas(area_rate):
    spread = spread_of(area_rate, group([20, 25, 30, 34, 40]), CODES[0])
    assert (spread.lowest, spread.quarters, spread.highest, spread.areas) == (20, (25, 34), 40, 5)
    (light,), (dark,) = filled(spread, SLATE_TINT), filled(spread, INK_TINT)
    assert float(light.get("width")) > float(dark.get("width")) > 0
    assert float(light.get("x")) + float(light.get("width")) <= WIDTH


def test_below_five_areas_there_is_no_middle_half_but_a_place(area_rate):
    spread = spread_of(area_rate, group([20, 25, 34, None, None, None]), CODES[1])
    assert spread.quarters is None and not filled(spread, INK_TINT) and filled(spread, SLATE_TINT)
    assert spread.value == 25


def test_without_a_whole_the_median_area_is_the_middle_and_the_mark_is_grey(area_rate):
    spread = spread_of(area_rate, group([20, 25, 30, 34, 41], whole=None, verdict="not_compared"), CODES[4])
    assert spread.is_median and spread.middle == 30
    assert parts(spread)[-1].get("fill") == SLATE
    assert "中位地区" in spread_alt(spread, "zh", "衡水市")


def test_the_verdict_has_its_shape_and_colour(area_rate):
    worse = parts(spread_of(area_rate, group([20, 25, 30, 34, 40], verdict="worse"), CODES[0]))[-1]
    better = parts(spread_of(area_rate, group([20, 25, 30, 34, 40], verdict="better"), CODES[0]))[-1]
    assert (worse.tag.split("}")[1], worse.get("fill")) == ("path", AMBER)
    assert better.tag.split("}")[1] == "circle"


@pytest.mark.parametrize(("standard", "is_arrow"), [(32.0, False), (44.0, False), (90.0, True), (5.0, True)])
def test_the_standard_is_a_tick_or_an_arrow_at_the_edge(area_rate, standard, is_arrow):
    spread = spread_of(area_rate, group([20, 25, 30, 34, 40], standard=standard), CODES[0])
    (mark,) = filled(spread, INK)
    assert (mark.tag.split("}")[1] == "path") == is_arrow
    assert all(0 <= float(n) <= WIDTH for n in re.findall(r"[ML](-?[\d.]+)", mark.get("d") or "")) or not is_arrow


@pytest.mark.parametrize("state", ["missing", "suppressed"])
def test_an_area_without_a_value_has_its_word_and_no_mark(area_rate, state):
    values = group([None, 25, 30, 34, 40, 41]).with_columns(
        state=pl.when(pl.col("area_code") == CODES[0]).then(pl.lit(state)).otherwise(pl.col("state"))
    )
    spread = spread_of(area_rate, values, CODES[0])
    assert len(parts(spread)) == 3
    word = {"missing": "缺报", "suppressed": "已抑制"}[state]
    html = spread_spine([(area_rate, values, CODES[0])], "zh", area_name="桃城区", whole_name="衡水市")
    assert word in html and spread_alt(spread, "zh", "衡水市").startswith(word)


@LANGUAGES
@pytest.mark.parametrize("is_narrow", [False, True])
def test_the_table_says_in_words_what_the_images_show(area_rate, closure, language, is_narrow):
    rows = [
        (area_rate, group([20, 25, 30, 34, 40], standard=30.0, verdict="worse"), CODES[0]),
        (closure, group([90, 91, 92, 93, 95], whole=92.0, verdict="better"), CODES[4]),
    ]
    html = spread_spine(rows, language, area_name="<桃城区>", whole_name="衡水市", is_narrow=is_narrow)
    assert ("<table" in html) != is_narrow
    assert "<桃城区>" not in html, "names are escaped"
    words = {"zh": ("劣于衡水市", "优于衡水市", "标准"), "en": ("worse than 衡水市", "better than 衡水市", "tandard")}[language]
    assert all(word in html for word in (*words, area_rate.title[language], closure.title[language], "95.0%"))
    alts = re.findall(r'<img [^>]*alt="([^"]+)"', html)
    assert len(alts) == 2 and "20.0" in alts[0] and "92.0%" in alts[1]


@LANGUAGES
def test_nothing_to_draw_is_a_sentence(area_rate, language):
    html = spread_spine([(area_rate, group([None] * 5), CODES[0])], language, area_name="桃城区", whole_name="衡水市")
    assert "<img" not in html and "<table" not in html and len(html) > 20


def test_all_equal_stand_in_the_middle(area_rate):
    spread = spread_of(area_rate, group([30.0] * 6), CODES[0])
    assert place(30.0, spread) == 0.0 and spread_image(spread)


def test_no_direction_means_right_is_more():
    neutral = FakeIndicator("size", "households", direction="none", kind="ratio", digits=1)
    assert place(40, spread_of(neutral, group([20, 30, 40, 31, 29]), CODES[0])) == 1.0
