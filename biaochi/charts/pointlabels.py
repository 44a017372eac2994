"""Names beside points of a scatter: placed where they fit at every width of the page, left to the hover where they do not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import plotly.graph_objects as go

from biaochi.charts.labels import Box, overlap
from biaochi.charts.theme import SMALL, TEXT, add_many
from biaochi.charts.words import balanced, text_width

WIDTHS = (200, 300, 420, 640, 900)
"""Widths of the plotting area in pixels, from a phone to a full page: the figure is drawn once for all of them."""
_LINE = 16


class PointLabel(NamedTuple):
    """A point in axis coordinates and the name to write beside it; None for a point that only takes room."""

    x: float
    y: float
    text: str | None
    is_bold: bool = False
    is_small: bool = False


def place_points(
    figure: go.Figure,
    points: Sequence[PointLabel],
    across: tuple[float, float],
    scale: tuple[float, float],
    levels: Sequence[float] = (),
) -> None:
    """Write the names, first come first placed, clear of other names and of large points; of small points and of the
    horizontal lines at ``levels``, too, where there is room.

    ``across`` and ``scale``: ranges of the axes. Height and margins of the figure must be set before.
    """
    height = figure.layout.height - figure.layout.margin.t - figure.layout.margin.b
    at = [
        [(width * (p.x - across[0]) / (across[1] - across[0]), height * (scale[1] - p.y) / (scale[1] - scale[0])) for p in points]
        for width in WIDTHS
    ]
    reach = [4 if p.is_small else 7 for p in points]
    marks = [{i: _round(*place, r) for i, (place, r) in enumerate(zip(places, reach, strict=True))} for places in at]
    large = [{i: box for i, box in boxes.items() if not points[i].is_small} for boxes in marks]
    heights = [height * (scale[1] - y) / (scale[1] - scale[0]) for y in levels]
    crossed = [{-1 - i: (0.0, y - 1, float(width), y + 1) for i, y in enumerate(heights)} for width in WIDTHS]
    choices = [[m | c for m, c in zip(kind, crossed, strict=True)] for kind in (marks, large)] + [large]
    taken: list[list[Box]] = [[] for _ in WIDTHS]
    notes = []
    for i, point in enumerate(points):
        if point.text is None:
            continue
        name = [point.text, balanced(point.text, -(-round(text_width(point.text)) // 2) + 1)]
        tries = ((lines, kind, way) for lines in name for kind in choices for way in _ways(point, lines))
        for lines, obstacles, (anchor, dx, dy) in tries:
            boxes = [_box(*places[i], _size(point, lines), anchor, dx, dy) for places in at]
            if all(_is_free(boxes[w], i, obstacles[w], taken[w], (width, height)) for w, width in enumerate(WIDTHS)):
                for w, box in enumerate(boxes):
                    taken[w].append(box)
                notes.append(
                    dict(
                        x=point.x, y=point.y, xanchor=anchor, xshift=dx, yshift=-dy, yanchor="middle", align=anchor, name="point",
                        text=f"<b>{lines}</b>" if point.is_bold else lines, font=dict(size=SMALL, color=TEXT),
                        bgcolor=None if obstacles is choices[0] else "rgba(255,255,255,0.7)", borderpad=0,
                    )
                )  # fmt: skip
                break
    add_many(figure, annotations=notes)


def _ways(point: PointLabel, lines: str) -> list[tuple[str, float, float]]:
    """Right, left, above, below, and above or below towards one side: the anchor of the text and its distance from the point,
    downwards positive."""
    apart = 13.0 if point.is_bold else 9.0
    off = apart + _size(point, lines)[1] / 2
    beside = [("left", apart, 0.0), ("right", -apart, 0.0), ("center", 0.0, -off), ("center", 0.0, off)]
    return beside + [(anchor, dx, dy) for anchor, dx in (("right", 8.0), ("left", -8.0)) for dy in (off, -off)]


def _size(point: PointLabel, lines: str) -> tuple[float, float]:
    """Estimated width and height of a name in pixels."""
    parts = lines.split("<br>")
    return max(text_width(part) for part in parts) * (7.2 if point.is_bold else 6.6), _LINE * len(parts)


def _box(x: float, y: float, size: tuple[float, float], anchor: str, dx: float, dy: float) -> Box:
    left = x + dx - (0 if anchor == "left" else size[0] if anchor == "right" else size[0] / 2)
    return left, y + dy - size[1] / 2, left + size[0], y + dy + size[1] / 2


def _round(x: float, y: float, reach: float) -> Box:
    return x - reach, y - reach, x + reach, y + reach


def _is_free(
    box: Box, own: int, obstacles: Mapping[int, Box], taken: Sequence[Box], size: tuple[float, float]
) -> bool:
    """Whether ``box`` lies inside the picture and touches neither a name nor an obstacle other than its own point."""
    inside = box[0] >= 0 and box[1] >= 0 and box[2] <= size[0] and box[3] <= size[1]
    return inside and not any(overlap(box, other) for other in (*taken, *(o for i, o in obstacles.items() if i != own)))
