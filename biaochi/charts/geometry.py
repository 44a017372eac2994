"""Plane geometry of the map: Web Mercator, the view that fits, whether a label fits in a polygon, hatching.

All of it works in Mercator “world pixels”: the whole earth is 512 px wide at zoom 0, as in deck.gl.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np

_WORLD = 512.0
_MAX_LATITUDE = 85.0511
Point = tuple[float, float]
Ring = Sequence[Point]


class View(NamedTuple):
    """Where the camera stands: degrees, degrees, deck.gl zoom."""

    lon: float
    lat: float
    zoom: float


def project(lon: float, lat: float) -> Point:
    """Degrees → world pixels at zoom 0; y grows southwards."""
    lat = max(-_MAX_LATITUDE, min(_MAX_LATITUDE, lat))
    y = 0.5 - math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)) / (2 * math.pi)
    return (lon + 180) / 360 * _WORLD, y * _WORLD


def unproject(x: float, y: float) -> Point:
    """World pixels at zoom 0 → (lon, lat) in degrees."""
    lat = math.degrees(2 * math.atan(math.exp(math.pi * (1 - 2 * y / _WORLD))) - math.pi / 2)
    return x / _WORLD * 360 - 180, lat


def fit(points: Iterable[Point], size: tuple[int, int], padding: float = 16, *, max_zoom: float = 14.0) -> View:
    """The view in which all ``points`` (lon, lat) lie inside ``size`` pixels less ``padding`` on each side."""
    flat = [project(lon, lat) for lon, lat in points]
    if not flat:
        raise ValueError("fit() needs at least one point")
    xs, ys = [p[0] for p in flat], [p[1] for p in flat]
    room_x, room_y = max(size[0] - 2 * padding, 1.0), max(size[1] - 2 * padding, 1.0)
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    scales = [room / span for room, span in ((room_x, wide), (room_y, high)) if span > 0]
    zoom = min(math.log2(min(scales)), max_zoom) if scales else max_zoom
    lon, lat = unproject((max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2)
    return View(lon, lat, zoom)


def to_screen(lon: float, lat: float, view: View, size: tuple[int, int]) -> Point:
    """Pixel position of a place in a view; (0, 0) is the top left corner."""
    scale = 2**view.zoom
    x, y = project(lon, lat)
    cx, cy = project(view.lon, view.lat)
    return (x - cx) * scale + size[0] / 2, (y - cy) * scale + size[1] / 2


def from_screen(x: float, y: float, view: View, size: tuple[int, int]) -> Point:
    """The inverse of ``to_screen``."""
    scale = 2**view.zoom
    cx, cy = project(view.lon, view.lat)
    return unproject((x - size[0] / 2) / scale + cx, (y - size[1] / 2) / scale + cy)


def polygons_of(geometry: dict[str, Any]) -> list[list[Ring]]:
    """The polygons of a GeoJSON geometry, each a list of rings (outline, then holes)."""
    kind, coordinates = geometry["type"], geometry["coordinates"]
    return [coordinates] if kind == "Polygon" else list(coordinates) if kind == "MultiPolygon" else []


def vertices(geometry: dict[str, Any]) -> list[Point]:
    """All vertices of a polygon geometry as (lon, lat)."""
    return [(p[0], p[1]) for polygon in polygons_of(geometry) for ring in polygon for p in ring]


def inside(point: Point, rings: Sequence[Ring]) -> bool:
    """Even-odd rule over all rings, so holes count as outside."""
    x, y = point
    odd = False
    for ring in rings:
        for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=False):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                odd = not odd
    return odd


def place_label(rings: Sequence[Ring], width: float, height: float, steps: int = 21) -> Point | None:
    """The roomiest centre for a ``width × height`` box inside a polygon (screen pixels), or None where it does not fit."""
    edges = np.array([(*a, *b) for ring in rings for a, b in zip(ring, [*ring[1:], ring[0]], strict=True)], dtype=float)
    x1, y1, x2, y2 = edges.T
    xs, ys = (np.linspace(low, high, steps + 1)[1:-1] for low, high in ((x1.min(), x1.max()), (y1.min(), y1.max())))
    grid = np.array([(x, y) for x in xs for y in ys])
    cx, cy = grid[:, :1], grid[:, 1:]
    with np.errstate(divide="ignore", invalid="ignore"):
        crossing = ((y1 > cy) != (y2 > cy)) & (cx < (x2 - x1) * (cy - y1) / (y2 - y1) + x1)
        # Liang–Barsky: the part of each edge, from 0 to 1, that lies between the box's sides; empty where it starts after it ends.
        start, end = np.zeros((len(grid), len(edges))), np.ones((len(grid), len(edges)))
        for centre, half, a, b in ((cx, width / 2, x1, x2), (cy, height / 2, y1, y2)):
            low, high = centre - half - a, centre + half - a
            step = np.broadcast_to(b - a, low.shape)
            near, far = np.minimum(low / step, high / step), np.maximum(low / step, high / step)
            level = step == 0
            within = (low <= 0) & (high >= 0)
            start = np.maximum(start, np.where(level, np.where(within, 0.0, 2.0), near))
            end = np.minimum(end, np.where(level, 1.0, far))
    free = (crossing.sum(axis=1) % 2 == 1) & ~(start <= end).any(axis=1)
    if not free.any():
        return None
    length = np.maximum((x2 - x1) ** 2 + (y2 - y1) ** 2, 1e-12)
    share = np.clip(((cx - x1) * (x2 - x1) + (cy - y1) * (y2 - y1)) / length, 0, 1)
    room = np.hypot(cx - x1 - share * (x2 - x1), cy - y1 - share * (y2 - y1)).min(axis=1)
    best = grid[np.where(free, room, -1.0).argmax()]
    return float(best[0]), float(best[1])


def hatch(rings: Sequence[Ring], gap: float) -> list[tuple[Point, Point]]:
    """Diagonal line pieces (x + y constant) that fill a polygon in screen pixels, ``gap`` pixels apart."""
    points = [p for ring in rings for p in ring]
    low, high = min(x + y for x, y in points), max(x + y for x, y in points)
    pieces = []
    level = low + gap / 2
    while level < high:
        cuts = []
        for ring in rings:
            for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=False):
                one, two = x1 + y1 - level, x2 + y2 - level
                if (one > 0) != (two > 0):
                    share = one / (one - two)
                    cuts.append((x1 + share * (x2 - x1), y1 + share * (y2 - y1)))
        cuts.sort()
        pieces += list(zip(cuts[::2], cuts[1::2], strict=False))
        level += gap * math.sqrt(2)
    return pieces
