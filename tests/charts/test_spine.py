"""One row of a spine: right is better, whichever way the indicator runs; what cannot be placed is not drawn."""

from __future__ import annotations

import base64
from xml.etree import ElementTree

import pytest

from biaochi.charts.spine import WIDTH, Stand, key_marks, position, spark_image, spine_image


def drawn(address: str) -> ElementTree.Element:
    head, body = address.split(",")
    assert head == "data:image/svg+xml;base64"
    return ElementTree.fromstring(base64.b64decode(body))


@pytest.mark.parametrize(
    ("value", "direction", "expected"),
    [(30, "higher", 0.0), (15, "higher", -1.0), (45, "higher", 1.0), (33, "higher", 0.2), (33, "lower", -0.2), (300, "higher", 1.0),
     (33, "none", 0.2)],
)  # fmt: skip
def test_right_is_better(value, direction, expected):
    assert position(value, 30, direction) == pytest.approx(expected)


@pytest.mark.parametrize(("value", "reference"), [(None, 30), (30, None), (30, 0)])
def test_what_has_no_place_is_not_drawn(value, reference):
    assert position(value, reference, "higher") is None
    assert spine_image(Stand(value, reference)) == ""


def test_marks_follow_the_verdict():
    worse, better = (drawn(spine_image(Stand(v, 30, verdict=w))) for v, w in ((20, "worse"), (33, "better")))
    shapes = [[child.tag.split("}")[1] for child in picture][-1] for picture in (worse, better)]
    assert shapes == ["path", "circle"], "a triangle and a circle: colour never stands alone"


def test_beyond_the_end_is_an_arrow_inside_the_picture():
    arrow = list(drawn(spine_image(Stand(300, 30, verdict="better"))))[-1]
    assert arrow.get("fill") == "none"
    numbers = [float(part[1:]) for part in arrow.get("d").split() if part[0] in "ML"]
    assert all(0 < number < WIDTH for number in numbers)


def test_a_gap_breaks_the_sparkline():
    line = drawn(spark_image([1.0, 2.0, None, 3.0, 4.0]))[0].get("d")
    assert line.count("M") == 2
    assert spark_image([1.0, None, 2.0]) == ""


def test_the_key_has_an_image_for_each_neighbour():
    assert set(key_marks()) == {"town", "city"}
    assert all(len(drawn(address)) == 1 for address in key_marks().values())
