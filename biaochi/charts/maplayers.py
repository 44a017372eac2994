"""The layers of the map: area polygons, areas without a polygon as circles, communities as dots."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import pydeck as pdk

from biaochi.charts.classes import FILLS, MISSING, PLAIN, class_of, fill_of, tooltip_fields
from biaochi.charts.geometry import from_screen, hatch, polygons_of, to_screen
from biaochi.charts.labels import Labels, value_label
from biaochi.charts.theme import AMBER, FONT, INK, SLATE, SLATE_TINT, TEAL, WHITE, rgb, text_on

_PIXELS = pdk.types.String("pixels")
_HOVERED = [31, 78, 121, 60]


@dataclass(frozen=True)
class Scene:
    """What every layer needs to know: the rows by area code, how to class and word them, the labels so far."""

    rows: dict[str, dict[str, Any]]
    indicator: Any
    limits: list[float]
    language: str
    labels: Labels
    highlight: str | None

    def facts(self, row: dict[str, Any] | None, code: str, name: str) -> dict[str, Any]:
        """Code, name and hover texts of one object."""
        known = row or {"state": "missing", "value": None}
        name = (row or {}).get("area_name") or name
        return {"area_code": code, "area_name": name, **tooltip_fields(known, self.indicator, self.language)}


def area_layers(
    scene: Scene, shapes: list[dict[str, Any]], *, crowded: bool, is_ground: bool = False
) -> list[pdk.Layer]:
    """Polygons with fill and white border, hatching over those without a value, the outline of the highlighted one.

    ``crowded``: dots will lie on the polygons, so labels get a plate. ``is_ground``: the polygon is no more than where they lie.
    """
    view, size = scene.labels.view, scene.labels.size
    features, lines, outline = [], [], []
    for feature in shapes:
        code, name = feature["properties"]["area_code"], feature["properties"]["area_name"]
        row = scene.rows.get(code)
        facts = scene.facts(row, code, name)
        known = row or {"state": "missing", "value": None}
        fill = FILLS[PLAIN] if is_ground else fill_of(known, scene.indicator, scene.limits)
        features.append(
            {"type": "Feature", "geometry": feature["geometry"], "properties": {**facts, "fill": rgb(fill)}, **facts}
        )
        screen = [
            [[to_screen(p[0], p[1], view, size) for p in ring] for ring in polygon]
            for polygon in polygons_of(feature["geometry"])
        ]
        absent = class_of(known, scene.indicator) == MISSING
        if absent and not is_ground:
            lines += [
                {"path": [from_screen(*a, view, size), from_screen(*b, view, size)]}
                for rings in screen
                for a, b in hatch(rings, 7)
            ]
        largest = max(screen, key=lambda rings: _box_area(rings[0]))
        text = value_label(row, scene.indicator, scene.language)
        if len(shapes) > 1 or not crowded:  # a single district is named above the map; its dots need the room
            scene.labels.in_polygon(largest, facts["area_name"], text, fill, plate=absent or crowded)
        if code == scene.highlight and not is_ground:
            outline += [
                {"path": [[p[0], p[1]] for p in ring]}
                for polygon in polygons_of(feature["geometry"])
                for ring in polygon
            ]
    layers = [
        pdk.Layer(
            "GeoJsonLayer",
            features,
            id="areas",
            pickable=True,
            stroked=True,
            filled=True,
            get_fill_color="properties.fill",
            get_line_color=rgb(SLATE if is_ground else WHITE),
            line_width_units=_PIXELS,
            get_line_width=1.2,
            auto_highlight=True,
            highlight_color=_HOVERED,
        )
    ]
    if lines:
        layers.append(
            pdk.Layer(
                "PathLayer",
                lines,
                id="missing",
                get_path="path",
                get_color=rgb("#A8B3BD"),
                width_units=_PIXELS,
                get_width=1,
            )
        )
    if outline:
        layers.append(
            pdk.Layer(
                "PathLayer",
                outline,
                id="highlight",
                get_path="path",
                get_color=rgb(INK),
                width_units=_PIXELS,
                get_width=3,
                joint_rounded=True,
            )
        )
    return layers


def _box_area(ring: list[tuple[float, float]]) -> float:
    xs, ys = [p[0] for p in ring], [p[1] for p in ring]
    return (max(xs) - min(xs)) * (max(ys) - min(ys))


def circle_layer(scene: Scene, circles: list[dict[str, Any]], *, crowded: bool) -> pdk.Layer:
    """Areas without a polygon; ``crowded`` where polygons or dots lie below: smaller circles, labels on a plate."""
    view, size = scene.labels.view, scene.labels.size
    radius = 9 if crowded or len(circles) > 30 or size[0] < 480 else 12
    data = []
    screen = {p["area_code"]: to_screen(p["lon"], p["lat"], view, size) for p in circles}
    bodies = [(x - radius, y - radius, x + radius, y + radius) for x, y in screen.values()]
    for p in circles:
        row = scene.rows[p["area_code"]]
        fill = fill_of(row, scene.indicator, scene.limits)
        chosen = p["area_code"] == scene.highlight
        data.append(
            {
                **scene.facts(row, p["area_code"], p.get("area_name") or p["area_code"]),
                "lon": p["lon"],
                "lat": p["lat"],
                "fill": rgb(fill),
                "radius": radius,
                "line": rgb(INK if chosen else SLATE),
                "stroke": 3 if chosen else 1.5,
            }
        )
        x, y = screen[p["area_code"]]
        others = [b for b in bodies if b != (x - radius, y - radius, x + radius, y + radius)]
        text = value_label(row, scene.indicator, scene.language)
        place = (p["lon"], p["lat"])
        scene.labels.beside(data[-1]["area_name"], text, place, (x, y), radius, others, plate=crowded)
    return pdk.Layer(
        "ScatterplotLayer",
        data,
        id="areas-as-points",
        pickable=True,
        stroked=True,
        get_position="[lon, lat]",
        get_fill_color="fill",
        get_line_color="line",
        get_radius="radius",
        radius_units=_PIXELS,
        line_width_units=_PIXELS,
        get_line_width="stroke",
        auto_highlight=True,
        highlight_color=_HOVERED,
    )


def community_layers(scene: Scene, dots: list[dict[str, Any]], *, is_classed: bool = False) -> list[pdk.Layer]:
    """Communities: a teal dot meets, a white disc with an amber triangle does not, a pale one is undecided or has no value.

    ``is_classed``: they are all that is coloured, so each has the fill of its class, as the legend has it.
    The disc's area is proportional to ``size``. The pickable layer holds all of them; a text layer adds the triangles.
    """
    sizes = [float(p.get("size") or 0) for p in dots]
    largest = max(sizes) or 1.0
    looks = {"better": (TEAL, WHITE), "worse": (WHITE, AMBER), "similar": (SLATE_TINT, SLATE)}
    data = []
    for p, amount in zip(dots, sizes, strict=True):
        row = {"state": "ok" if p.get("value") is not None or p.get("verdict") else "missing", **p}
        fill, line = looks.get(p.get("verdict") or "", (WHITE, SLATE)) if row["state"] == "ok" else (WHITE, SLATE)
        if is_classed and row["state"] == "ok":
            fill, line = fill_of(row, scene.indicator, scene.limits), SLATE
        data.append(
            {
                **scene.facts(row, p["area_code"], p.get("area_name") or p["area_code"]),
                "lon": p["lon"],
                "lat": p["lat"],
                # Four pixels keep the smallest one findable and its triangle readable.
                "radius": 4 + 8 * math.sqrt(amount / largest) if amount else 5,
                "fill": rgb(fill, 235),
                "line": rgb(INK if p["area_code"] == scene.highlight else line),
                "edge": 3 if p["area_code"] == scene.highlight else 1,
                "below": p.get("verdict") == "worse" and row["state"] == "ok",
                "mark": rgb(text_on(fill) if is_classed else AMBER),
            }
        )
    triangles = [
        {"position": [d["lon"], d["lat"]], "text": "▲", "size": round(d["radius"] * 1.5), "colour": d["mark"]}
        for d in data
        if d["below"]
    ]
    layers = [
        pdk.Layer(
            "ScatterplotLayer",
            data,
            id="communities",
            pickable=True,
            stroked=True,
            get_position="[lon, lat]",
            get_fill_color="fill",
            get_line_color="line",
            get_radius="radius",
            radius_units=_PIXELS,
            line_width_units=_PIXELS,
            get_line_width="edge",
            auto_highlight=True,
        )
    ]
    if triangles:
        layers.append(
            pdk.Layer(
                "TextLayer",
                triangles,
                id="community-marks",
                pickable=False,
                get_text="text",
                get_position="position",
                get_color="colour",
                get_size="size",
                get_alignment_baseline=pdk.types.String("center"),
                character_set=pdk.types.String("auto"),
                font_family=pdk.types.String(FONT),
            )
        )
    return layers
