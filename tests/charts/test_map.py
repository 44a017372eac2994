"""The map fits, breaks at the standard, reads in AA contrast and asks nobody for tiles."""

from __future__ import annotations

import json
import math

import polars as pl
import pytest

from biaochi.charts import caption, legend, legend_html, verdict_map
from biaochi.charts.classes import (
    BETTER,
    FAR_BETTER,
    FAR_WORSE,
    FILLS,
    MISSING,
    NEUTRAL,
    SIMILAR,
    WORSE,
    breaks,
    class_of,
)
from biaochi.charts.geometry import View, fit, from_screen, hatch, inside, place_label, to_screen, vertices
from biaochi.charts.theme import AMBER, INK, MARKS, MUTED, SLATE, TEAL, TEXT, WHITE, contrast, text_on
from biaochi.reference import county_boundaries

SIZES = [(560, 520), (350, 320)]


@pytest.fixture
def boundaries(premises_values):
    return county_boundaries(premises_values["area_code"].to_list())


def layers(chart):
    return {layer["id"]: layer for layer in json.loads(chart.figure.to_json())["layers"]}


def view_of(chart):
    state = json.loads(chart.figure.to_json())["initialViewState"]
    return View(state["longitude"], state["latitude"], state["zoom"])


@pytest.mark.parametrize("size", SIZES)
def test_every_vertex_is_inside_and_the_room_is_used(premises_values, area_rate, boundaries, size):
    chart = verdict_map(premises_values, area_rate, boundaries, language="zh", size=size)
    view = view_of(chart)
    screen = [to_screen(*p, view, size) for feature in boundaries for p in vertices(feature["geometry"])]
    xs, ys = [p[0] for p in screen], [p[1] for p in screen]
    assert min(xs) >= 0 and max(xs) <= size[0] and min(ys) >= 0 and max(ys) <= size[1]
    assert max((max(xs) - min(xs)) / size[0], (max(ys) - min(ys)) / size[1]) > 0.9


@pytest.mark.parametrize("size", SIZES)
def test_points_alone_fit(neighbourhoods, closure, size):
    values, points = neighbourhoods
    chart = verdict_map(values, closure, [], points, language="en", size=size)
    for circle in layers(chart)["areas-as-points"]["data"]:
        x, y = to_screen(circle["lon"], circle["lat"], view_of(chart), size)
        assert circle["radius"] <= x <= size[0] - circle["radius"]
        assert circle["radius"] <= y <= size[1] - circle["radius"]


def test_fit_agrees_with_the_mercator_definition():
    """A degree of longitude at zoom z is 512·2^z/360 px wide; 360 px for one degree is zoom log2(360·360/512)."""
    view = fit([(10.0, 0.0), (11.0, 0.0)], (360, 200), padding=0)
    assert view.zoom == pytest.approx(math.log2(360 * 360 / 512))
    assert (view.lon, view.lat) == pytest.approx((10.5, 0.0), abs=1e-9)
    assert fit([(10.0, 50.0)], (360, 200)).zoom == 14.0
    assert from_screen(*to_screen(115.7, 37.7, view, (360, 200)), view, (360, 200)) == pytest.approx((115.7, 37.7))
    with pytest.raises(ValueError):
        fit([], (1, 1))


def test_no_tiles_and_objects_carry_their_code(premises_values, area_rate, boundaries, county_points, premises):
    dots = premises.select("area_code", "area_name", "lon", "lat", size="households", verdict=pl.lit("worse"))
    points = pl.concat([county_points, dots], how="diagonal")
    chart = verdict_map(premises_values, area_rate, boundaries, points, language="zh", highlight="131127")
    spec = json.loads(chart.figure.to_json())
    assert "mapProvider" not in spec and not spec.get("mapStyle", "").startswith("http")
    found = layers(chart)
    assert found["areas"]["pickable"] and found["communities"]["pickable"]
    assert {f["properties"]["area_code"] for f in found["areas"]["data"]} | {"131171"} == set(
        premises_values["area_code"]
    )
    assert [c["area_name"] for c in found["areas-as-points"]["data"]] == ["高新区"]
    assert len(found["communities"]["data"]) == 120
    # Below the standard is a triangle, not only a colour.
    assert len(found["community-marks"]["data"]) == 120
    assert found["highlight"]["data"] and found["missing"]["data"]
    assert "120个社区" in chart.alt


def test_text_layer_says_auto_as_a_string(premises_values, area_rate, boundaries):
    chart = verdict_map(premises_values, area_rate, boundaries, language="zh")
    assert layers(chart)["labels"]["characterSet"] == "auto"
    texts = [label["text"] for label in layers(chart)["labels"]["data"]]
    assert "深州市\n● 47.9" in texts and "阜城县\n缺报" in texts


def test_area_without_a_place_is_told(premises_values, area_rate, boundaries):
    assert "高新区" in verdict_map(premises_values, area_rate, boundaries, language="zh").alt
    assert "未标在图上" in verdict_map(premises_values, area_rate, boundaries, language="zh").alt


def test_empty_map_is_a_deck(premises_values, area_rate):
    chart = verdict_map(premises_values.head(0), area_rate, [], None, language="en")
    assert chart.figure.layers == [] and chart.alt


def row(value, verdict, standard=30.0, state="ok"):
    return dict(value=value, verdict=verdict, standard=standard, state=state)


def test_classes_break_at_the_standard(area_rate, closure, days):
    assert breaks(30.0, area_rate) == (15.0, 45.0)
    assert breaks(10.0, closure) == (5.0, 15.0)
    assert breaks(95.0, closure) == (90.0, 97.5)
    assert breaks(100.0, closure) == (90.0, None)
    assert breaks(15.0, days) == (22.5, 7.5)
    cases = [(14.9, "worse", FAR_WORSE), (15.0, "worse", WORSE), (29.9, "worse", WORSE), (30.0, "better", BETTER)]
    cases += [(45.0, "better", FAR_BETTER), (31.0, "similar", SIMILAR)]
    assert [class_of(row(v, verdict), area_rate) for v, verdict, _ in cases] == [kind for *_, kind in cases]
    assert class_of(row(23.0, "worse", 15.0), days) == FAR_WORSE
    assert class_of(row(7.0, "better", 15.0), days) == FAR_BETTER
    assert class_of(row(None, None, state="missing"), area_rate) == MISSING
    assert class_of(row(0.0, None, state="missing"), area_rate) == MISSING


def test_legend_has_limits_and_states(premises_values, closure_values, area_rate, closure):
    texts = [entry.text for entry in legend(premises_values, area_rate, "zh")]
    assert texts == ["< 15", "15 – 30 未达标", "30 – 45 达标", "≥ 45", "缺报"]
    english = [entry.text for entry in legend(closure_values, closure, "en")]
    assert english[:4] == ["< 90%", "90% – 95% below", "95% – 97.5% meets", "≥ 97.5%"]
    assert english[4:] == ["no significant difference", "missing", "too few"]
    markup = legend_html(legend(premises_values, area_rate, "zh"), area_rate, "zh")
    assert "㎡/百户" in markup and "&lt; 15" in markup and "repeating-linear-gradient" in markup


def test_legend_without_a_common_standard(own_standards, case_count, premises_values, area_rate):
    assert "未达本地标准" in [entry.text for entry in legend(own_standards, area_rate, "zh")]
    free = premises_values.with_columns(standard=None, verdict=pl.lit("not_compared")).cast(premises_values.schema)
    assert [entry.text for entry in legend(free, case_count, "en")] == ["< 20", "20 – 30", "30 – 40", "≥ 40", "missing"]


def test_caption():
    assert caption("zh", "") == "数据来源：天地图 审图号：待填"
    assert caption("zh", "GS(2026)1号") == "数据来源：天地图 审图号：GS(2026)1号"


def test_contrast_is_aa_everywhere():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    for fill in [*FILLS.values(), *NEUTRAL]:
        assert contrast(text_on(fill), fill) >= 4.5, fill
    for colour in (TEXT, MUTED, INK, TEAL, AMBER, SLATE, *(mark.colour for mark in MARKS.values())):
        assert contrast(colour, WHITE) >= 4.5, colour
    for mark in MARKS.values():
        assert contrast(TEXT, mark.fill) >= 4.5


def test_labels_on_the_map_are_aa(premises_values, area_rate, boundaries, county_points):
    found = layers(verdict_map(premises_values, area_rate, boundaries, county_points, language="zh"))
    hexes = {tuple(label["colour"][:3]) + tuple(label["plate"][:3]) for label in found["labels"]["data"]}
    for colours in hexes:
        text, plate = "#" + bytes(colours[:3]).hex(), "#" + bytes(colours[3:]).hex()
        assert contrast(text, plate) >= 4.5


def test_label_fits_or_is_left_out():
    square = [[(0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0)]]
    at = place_label(square, 40, 20)
    assert at == pytest.approx((50.0, 50.0), abs=6)
    assert place_label(square, 120, 20) is None
    hole = [*square, [(30.0, 30.0), (70.0, 30.0), (70.0, 70.0), (30.0, 70.0)]]
    spot = place_label(hole, 20, 10)
    assert spot is not None and inside(spot, hole) and not inside((50.0, 50.0), hole)


def test_hatching_stays_inside():
    ring = [[(0.0, 0.0), (100.0, 0.0), (100.0, 50.0), (50.0, 50.0), (50.0, 100.0), (0.0, 100.0)]]
    pieces = hatch(ring, 7)
    assert len(pieces) > 10
    for (x1, y1), (x2, y2) in pieces:
        assert x1 + y1 == pytest.approx(x2 + y2)
        assert inside(((x1 + x2) / 2, (y1 + y2) / 2), ring)
