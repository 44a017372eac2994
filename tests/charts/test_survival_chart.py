"""How long cases take as a picture: steps of the share closed, its band, the median, the usual days and what closed cases say."""

from __future__ import annotations

import math

import polars as pl
import pytest

from biaochi.charts.survival import PHONE, WIDE, days_text, how_long_chart, interval_text
from biaochi.statistics import closed_within, quantile_interval, survival_curve

LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])
DAYS = (1, 3, 7, 15, 30)


def group(durations, ended):
    """The curve, the curve of closed cases alone and the row of the summary of one group of cases."""
    frame = pl.DataFrame({"g": "x", "duration_days": [float(d) for d in durations], "numerator": [float(e) for e in ended],
                          "denominator": [1.0] * len(durations)})  # fmt: skip
    curve = survival_curve(frame, ["g"])
    alone = survival_curve(frame, ["g"], total="numerator")
    shares = closed_within(curve, ["g"], DAYS).row(0, named=True)
    row = {"n": len(durations), "closed": sum(ended), "open": len(ended) - sum(ended)}
    row |= {name: share and share * 100 for name, share in shares.items() if name != "g"}
    median, p90 = (quantile_interval(curve, ["g"], p).row(0, named=True) for p in (0.5, 0.9))
    row |= {"median": median["quantile"], "median_lower": median["lower"], "median_upper": median["upper"], "p90": p90["quantile"]}
    row["closed_only_median"] = quantile_interval(alone, ["g"])["quantile"][0] if alone.height else None
    return curve, alone, row


TWENTY = group(range(1, 21), [1] * 10 + [0, 1] * 5)
"""Twenty cases of 1 … 20 days, of which five of the longer ones are still open."""


def traces(chart):
    return {trace.name: trace for trace in chart.figure.data}


def notes(chart, name):
    return [note.text for note in chart.figure.layout.annotations if note.name == name]


@LANGUAGES
def test_the_steps_are_the_shares(language):
    chart = how_long_chart(*TWENTY, language)
    line = traces(chart)["closed"]
    assert line.line.shape == "hv" and (line.x[0], line.y[0]) == (0, 0)
    at = {round(x**2, 6): y for x, y in zip(line.x, line.y, strict=True)}
    assert at[1] == pytest.approx(5) and at[10] == pytest.approx(50)
    assert at[12] == pytest.approx(100 * (1 - 0.5 * 8 / 9)), "the case of eleven days left open"
    assert chart.table.columns == ["days", "closed", "lower", "upper", "at_risk", "ended"]
    assert chart.table.filter(pl.col("days") == 10)["at_risk"].to_list() == [11]


@LANGUAGES
def test_the_band_holds_the_curve_and_closed_cases_alone_lie_above(language):
    drawn = traces(how_long_chart(*TWENTY, language))
    lower, line, upper = (drawn[name].y for name in ("interval_lower", "closed", "interval_upper"))
    assert all(a - 1e-9 <= b <= c + 1e-9 for a, b, c in zip(lower, line, upper, strict=True))
    assert drawn["closed_only"].line.dash and drawn["closed_only"].line.color != drawn["closed"].line.color
    assert drawn["closed_only"].y[-1] == 100 and max(drawn["closed"].y[:-2]) < 100


@LANGUAGES
def test_the_usual_days_are_lines_with_their_shares(language):
    chart = how_long_chart(*TWENTY, language)
    lines = [shape for shape in chart.figure.layout.shapes if shape.name == "within"]
    assert [round(shape.x0**2, 6) for shape in lines] == [1, 3, 7, 15, 30]
    assert notes(chart, "within") == ["5%", "15%", "35%", "62%", "–"], "1 − ½ · 8⁄9 · 6⁄7; nobody was watched for thirty days"


@LANGUAGES
def test_the_median_is_marked_with_its_interval(language):
    chart = how_long_chart(*TWENTY, language)
    (across, down) = [shape for shape in chart.figure.layout.shapes if shape.name == "median"]
    assert (across.y0, across.y1) == (50, 50) and down.x0 == down.x1 == math.sqrt(11), "between 10 and 12 days"
    (text,) = notes(chart, "median")
    assert {"zh": "中位用时11天", "en": "median 11 days"}[language] in text and "–" in text


@LANGUAGES
def test_a_median_that_is_not_reached_is_said(language):
    chart = how_long_chart(*group(range(1, 21), [1] * 5 + [0] * 15), language)
    assert notes(chart, "median") == [
        {"zh": "办结未过半，中位数未达到", "en": "half are not closed yet: median not reached"}[language]
    ]
    assert notes(chart, "median")[0] in chart.alt


@LANGUAGES
@pytest.mark.parametrize("width", [PHONE, WIDE])
def test_curves_and_axes_are_named(language, width):
    figure = how_long_chart(*TWENTY, language, width=width).figure
    names = [note.text for note in figure.layout.annotations if note.name == "name"]
    assert names == {"zh": ["全部案件（未结计入）", "只看已结案件"], "en": ["all cases, open ones counted", "closed cases only"]}[language]
    assert {"zh": "天数", "en": "days"}[language] in figure.layout.xaxis.title.text
    assert figure.layout.yaxis.ticktext[-1] == "100%"
    ticks = [round(at**2) for at in figure.layout.xaxis.tickvals]
    assert ticks == sorted(set(ticks)) and {0, 1, 3, 7, 15, 30} <= set(ticks)


def test_labels_that_would_touch_are_left_out():
    slow = group([day * 20 for day in range(1, 21)], [1] * 20)
    narrow, wide = (how_long_chart(*slow, "en", width=width).figure for width in (PHONE, WIDE))
    assert len(narrow.layout.xaxis.tickvals) <= len(wide.layout.xaxis.tickvals)
    within = [note for note in narrow.layout.annotations if note.name == "within"]
    scale = PHONE / narrow.layout.xaxis.range[1]
    assert all(right.x * scale - left.x * scale >= 16 for left, right in zip(within, within[1:], strict=False))


@LANGUAGES
def test_the_alternative_says_the_figures(language):
    alt = how_long_chart(*TWENTY, language).alt
    for said in ("5.0%", "35.0%", "11", {"zh": "20件中5件未结", "en": "5 of 20 cases are still open"}[language]):
        assert said in alt


@LANGUAGES
def test_no_cases_no_axes(language):
    empty = TWENTY[0].clear()
    chart = how_long_chart(empty, TWENTY[1].clear(), {"n": 0}, language)
    assert not chart.figure.data and chart.alt


def test_times_and_intervals_in_words():
    assert [days_text(days, "en") for days in (1 / 24, 0.5, 1, 2.25)] == ["1 h", "12 h", "1 day", "2.3 days"]
    assert [interval_text(low, high, "en") for low, high in ((None, None), (8, None), (8, 14), (1.7, 2))] == [
        "", "8 or more", "8–14", "1.7–2.0",
    ]  # fmt: skip
