"""Bars that break at the standard: the ends of the band are edges, and what lies on an end belongs to the band."""

from __future__ import annotations

import pytest

from biaochi.charts.histogram import bin_edges, size_histogram

LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])
SIZES = [150.0, 199.0, 200.0, 250.0, 399.0, 400.0, 401.0, 415.0, None]


def bars(chart):
    return {trace.name: trace for trace in chart.figure.data}


@pytest.mark.parametrize("band", [(200.0, 400.0), (150.0, 249.0), (None, 400.0), (200.0, None), (333.0, 334.0)])
def test_the_ends_of_the_band_are_edges(band):
    edges = bin_edges([12.0, 415.0, 190.0], band)
    for end in band:
        assert end is None or any(edge == pytest.approx(end) for edge in edges)
    assert edges[0] <= 12 and edges[-1] >= 415
    assert len({round(b - a, 6) for a, b in zip(edges, edges[1:], strict=False)}) == 1, "equal steps"


@LANGUAGES
def test_both_ends_meet_the_standard(language):
    chart = size_histogram(SIZES, language, band=(200, 400), axis="x", counted="y")
    assert sum(bars(chart)["better"].y) == 4, "200, 250, 399 and 400"
    assert sum(bars(chart)["worse"].y) == 4, "150, 199, 401 and 415"
    lines = [shape for shape in chart.figure.layout.shapes if shape.name == "standard"]
    assert [line.x0 for line in lines] == [200, 400]
    assert [shape.x0 for shape in chart.figure.layout.shapes if shape.name == "band"] == [200]


def test_no_bar_mixes_what_meets_and_what_does_not():
    chart = size_histogram([float(n) for n in range(100, 600, 7)], "zh", band=(200, 400), axis="x", counted="y")
    assert not any(one and other for one, other in zip(bars(chart)["better"].y, bars(chart)["worse"].y, strict=True))


def test_the_upper_end_stands_inside_the_band():
    chart = size_histogram([400.0] * 3 + [401.0] * 2, "zh", band=(200, 400), axis="x", counted="y")
    better = bars(chart)["better"]
    drawn = [x for x, n in zip(better.x, better.y, strict=True) if n]
    assert all(x < 400 for x in drawn)


@LANGUAGES
def test_missing_is_said_and_never_drawn(language):
    chart = size_histogram(SIZES, language, axis="x", counted="y")
    assert sum(bars(chart)["value"].y) == 8
    said = {"zh": "1个因缺报未画出", "en": "1 not drawn because a figure is missing"}[language]
    assert said in chart.alt and said in chart.figure.layout.title.text


@LANGUAGES
def test_nothing_known_is_a_sentence(language):
    chart = size_histogram([None, None], language, band=(200, 400), axis="x", counted="y")
    assert not chart.figure.data and chart.alt


def test_sizes_that_hardly_differ_are_not_blown_up():
    edges = bin_edges([415.0, 416.0], (None, 400.0))
    assert edges[1] - edges[0] >= 10


@LANGUAGES
def test_the_alternative_says_how_many_are_within(language):
    alt = size_histogram(SIZES, language, band=(200, 400), axis="每网格户数", counted="网格").alt
    assert {"zh": "4 个在标准 200–400 内", "en": "4 within the standard of 200–400"}[language] in alt
