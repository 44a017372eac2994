"""The map: polygons or labelled circles coloured against the standard, communities as dots. No tiles, no outside request."""

from __future__ import annotations

from typing import Any

import polars as pl
import pydeck as pdk

from biaochi.charts.alt import values_alt
from biaochi.charts.classes import neutral_limits
from biaochi.charts.geometry import View, fit, polygons_of, vertices
from biaochi.charts.labels import Labels
from biaochi.charts.maplayers import Scene, area_layers, circle_layer, community_layers
from biaochi.charts.theme import FONT, TEXT, Chart
from biaochi.i18n import t

PADDING = 12
_CLOSE = 0.4
"""Communities that take up less of their district than this are shown at their own size; the district runs off the map."""
_FIXED = {"scrollZoom": False, "doubleClickZoom": False, "dragRotate": False, "touchRotate": False, "keyboard": True}
_TOOLTIP_STYLE = {
    "backgroundColor": "#FFFFFF",
    "color": TEXT,
    "border": "1px solid #5B7083",
    "borderRadius": "4px",
    "fontSize": "13px",
    "padding": "6px 10px",
    "fontFamily": FONT,
    # deck.gl cuts a tip at the edge of the map; a narrow one that wraps stays readable on a phone.
    "maxWidth": "170px",
}


def verdict_map(
    values: pl.DataFrame,
    indicator: Any,
    boundaries: list[dict[str, Any]],
    points: pl.DataFrame | None = None,
    *,
    language: str = "zh",
    highlight: str | None = None,
    size: tuple[int, int] = (560, 520),
) -> Chart:
    """A pydeck Deck that fits everything drawn into ``size`` pixels.

    ``values``: value frame, a row per area. ``boundaries``: GeoJSON features with ``area_code`` and ``area_name``; may be empty.
    ``points``: area_code, area_name, lon, lat and, for communities, verdict, value, state, standard, denominator, size (all optional).
    An area of ``values`` without a polygon is drawn as a labelled circle at its point. Other points are communities. Layers
    “areas” and “communities” are pickable; their objects carry ``area_code``. What has no place at all is counted in the alternative.
    """
    rows = {row["area_code"]: row for row in values.iter_rows(named=True)}
    shapes = [f for f in boundaries if polygons_of(f["geometry"])]
    drawn = {f["properties"]["area_code"] for f in shapes}
    placed = (
        []
        if points is None
        else [p for p in points.iter_rows(named=True) if p["lon"] is not None and p["lat"] is not None]
    )
    circles = [p for p in placed if p["area_code"] in rows and p["area_code"] not in drawn]
    dots = [p for p in placed if p["area_code"] not in rows and p["area_code"] not in drawn]
    everything = [v for f in shapes for v in vertices(f["geometry"])] + [
        (p["lon"], p["lat"]) for p in [*circles, *dots]
    ]
    # One district with its communities is their ground: filled, it would hide those of its own class.
    is_ground = len(shapes) == 1 and bool(dots)
    is_close = is_ground and _spread(dots) < _CLOSE * _spread([dict(lon=x, lat=y) for x, y in everything])
    if is_close:
        everything = [(p["lon"], p["lat"]) for p in dots]
    # Circles need room for themselves and their names beyond the outermost centre.
    padding = size[0] // 5 if is_close else PADDING if shapes else min(48, size[0] // 7)
    view = fit(everything, size, padding) if everything else View(0.0, 0.0, 1.0)
    limits = neutral_limits(points if is_ground and points is not None else values)
    scene = Scene(rows, indicator, limits, language, Labels(view, size), highlight)
    layers: list[pdk.Layer] = []
    if shapes:
        layers += area_layers(scene, shapes, crowded=bool(dots), is_ground=is_ground)
    if dots:
        layers += community_layers(scene, dots, is_classed=is_ground)
    if circles:
        layers.append(circle_layer(scene, circles, crowded=bool(shapes or dots)))
    if scene.labels.rows:
        layers.append(scene.labels.layer())
    deck = pdk.Deck(
        layers=layers,
        map_provider=None,
        views=[pdk.View(type="MapView", id="map", controller=_FIXED)],
        height=size[1],
        initial_view_state=pdk.ViewState(
            longitude=view.lon,
            latitude=view.lat,
            zoom=view.zoom,
            min_zoom=max(view.zoom - 1, 0),
            max_zoom=view.zoom + 5,
            pitch=0,
            bearing=0,
        ),
        tooltip={"html": "<b>{area_name}</b><br>{tip_value}<br>{tip_standard}<br>{tip_n}", "style": _TOOLTIP_STYLE},
    )
    nowhere = [
        r["area_name"]
        for code, r in rows.items()
        if code not in drawn and code not in {p["area_code"] for p in circles}
    ]
    return Chart(deck, _alt(values, indicator, language, len(dots), nowhere))


def _spread(points: list[dict[str, Any]]) -> float:
    """The longer side of what encloses the points, in degrees."""
    return max(max(p[axis] for p in points) - min(p[axis] for p in points) for axis in ("lon", "lat"))


def _alt(values: pl.DataFrame, indicator: Any, language: str, communities: int, nowhere: list[str]) -> str:
    gap = "" if language == "zh" else " "
    sentences = [t("Map.", language), values_alt(values, indicator, language) if values.height else ""]
    if communities:
        sentences.append(t("{n} communities as dots.", language, n=communities))
    if nowhere:
        comma = "、" if language == "zh" else ", "
        sentences.append(
            t("Not on the map, because its place is not known: {names}.", language, names=comma.join(nowhere))
        )
    return gap.join(s for s in sentences if s)
