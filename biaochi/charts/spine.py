"""Where one area stands on each indicator: a small picture per row of a table, drawn as SVG so that it prints.

The middle line is what the area is held against: the standard where there is one, else the city. Right is better, left is
worse; where neither is better, right is more. The ends are half and one and a half of the reference; what lies beyond
stands at the edge with an arrow.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import NamedTuple

from biaochi.charts.theme import GRID, INK, MARKS, MUTED, SLATE, VIOLET, WHITE

WIDTH, HEIGHT = 190, 26
SPARK_WIDTH, SPARK_HEIGHT = 96, 26
REACH = 0.5
"""How far from the reference the ends of a row are, as a share of it."""
_EDGE = 9


class Stand(NamedTuple):
    """One row: the value, what it is held against, and who stands beside it. ``direction``: higher, lower or none."""

    value: float | None
    reference: float | None
    town: float | None = None
    city: float | None = None
    direction: str = "higher"
    verdict: str | None = None


def position(value: float | None, reference: float | None, direction: str) -> float | None:
    """−1 … 1 along the row: the relative distance from the reference, better to the right; None where there is none."""
    if value is None or not reference:
        return None
    distance = (value - reference) / abs(reference) / REACH
    return max(-1.0, min(1.0, -distance if direction == "lower" else distance))


def spine_image(stand: Stand) -> str:
    """The row as the address of an image; empty where nothing can be placed."""
    own = position(stand.value, stand.reference, stand.direction)
    if own is None:
        return ""
    middle, y = WIDTH / 2, HEIGHT / 2
    mark = MARKS.get(stand.verdict or "not_compared", MARKS["not_compared"])
    colour = SLATE if stand.verdict in (None, "not_compared") else mark.colour
    parts = [
        f'<line x1="4" x2="{WIDTH - 4}" y1="{y}" y2="{y}" stroke="{GRID}" stroke-width="8" stroke-linecap="round"/>',
        f'<line x1="{middle}" x2="{middle}" y1="2" y2="{HEIGHT - 2}" stroke="{INK}" stroke-width="2"/>',
    ]
    at = _x(own)
    if abs(at - middle) > 1:
        parts.append(
            f'<line x1="{middle}" x2="{at}" y1="{y}" y2="{y}" stroke="{colour}" stroke-width="3" stroke-opacity="0.35"/>'
        )
    for other, draw in ((stand.city, _city), (stand.town, _town)):
        place = position(other, stand.reference, stand.direction)
        if place is not None:
            parts.append(draw(_x(place), y))
    beyond = own in (-1.0, 1.0)
    parts.append(arrow_at(at, y, own > 0, colour) if beyond else mark_at(at, y, stand.verdict, colour))
    return address(parts, WIDTH, HEIGHT)


def spark_image(values: Sequence[float | None], colour: str = INK) -> str:
    """The last periods as a line, a gap where a value is missing; empty for fewer than three values."""
    known = [v for v in values if v is not None]
    if len(known) < 3:
        return ""
    low, high = min(known), max(known)
    span = (high - low) or 1.0
    step = (SPARK_WIDTH - 10) / (len(values) - 1)
    points = [
        None if v is None else (5 + i * step, SPARK_HEIGHT - 5 - (v - low) / span * (SPARK_HEIGHT - 10) if high > low else SPARK_HEIGHT / 2)
        for i, v in enumerate(values)
    ]
    path, pen_down = "", False
    for point in points:
        if point is not None:
            path += f"{'L' if pen_down else 'M'}{point[0]:.1f} {point[1]:.1f}"
        pen_down = point is not None
    parts = [f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="1.8" stroke-linejoin="round"/>']
    if points[-1]:
        parts.append(f'<circle cx="{points[-1][0]:.1f}" cy="{points[-1][1]:.1f}" r="2.6" fill="{colour}"/>')
    return address(parts, SPARK_WIDTH, SPARK_HEIGHT)


def key_marks() -> dict[str, str]:
    """Images for the key: city and town (the marks of the area itself are the verdicts)."""
    size = 16
    return {name: address([draw(size / 2, size / 2)], size, size) for name, draw in (("city", _city), ("town", _town))}


def _x(place: float) -> float:
    return WIDTH / 2 + place * (WIDTH / 2 - _EDGE)


def mark_at(x: float, y: float, verdict: str | None, colour: str) -> str:
    """The verdict's own mark: circle, half circle, triangle; a plain dot where nothing is compared."""
    if verdict == "worse":
        return f'<path d="M{x:.1f} {y - 6} L{x + 6.5:.1f} {y + 5} L{x - 6.5:.1f} {y + 5} Z" fill="{colour}"/>'
    if verdict == "similar":
        return (
            f'<circle cx="{x:.1f}" cy="{y}" r="5.5" fill="{WHITE}" stroke="{colour}" stroke-width="1.5"/>'
            f'<path d="M{x:.1f} {y - 5.5} A5.5 5.5 0 0 0 {x:.1f} {y + 5.5} Z" fill="{colour}"/>'
        )
    return f'<circle cx="{x:.1f}" cy="{y}" r="5.5" fill="{colour}"/>'


def arrow_at(x: float, y: float, right: bool, colour: str) -> str:
    """At the edge, for what lies beyond it."""
    back = -6 if right else 6
    return (
        f'<path d="M{x + back:.1f} {y - 6} L{x:.1f} {y} L{x + back:.1f} {y + 6}" fill="none" '
        f'stroke="{colour}" stroke-width="3" stroke-linejoin="round" stroke-linecap="round"/>'
    )


def _city(x: float, y: float) -> str:
    return f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{y - 7}" y2="{y + 7}" stroke="{MUTED}" stroke-width="2.5"/>'


def _town(x: float, y: float) -> str:
    return (
        f'<path d="M{x:.1f} {y - 5.5} L{x + 5.5:.1f} {y} L{x:.1f} {y + 5.5} L{x - 5.5:.1f} {y} Z" '
        f'fill="{WHITE}" stroke="{VIOLET}" stroke-width="2"/>'
    )


def address(parts: Sequence[str], width: float, height: float) -> str:
    """Parts of a drawing as the address of an image."""
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f"{''.join(parts)}</svg>"
    )
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
