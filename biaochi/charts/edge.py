"""Labels of horizontal lines, in the right margin: never on a point, never on one another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import plotly.graph_objects as go

from biaochi.charts.theme import SMALL, add_many
from biaochi.charts.words import text_width, wrap

LINE = 15
"""Pixels that a line of a label takes."""
_WIDEST = 14


class EdgeLabel(NamedTuple):
    """What stands beside the height ``y`` of the vertical axis; ``name`` is that of the annotation."""

    y: float
    text: str
    colour: str
    name: str
    is_bold: bool = False


def room_for(labels: Sequence[EdgeLabel]) -> int:
    """Pixels that the right margin needs."""
    lines = [line for label in labels for line in _lines(label)]
    return 12 + round(6.8 * max((text_width(line) for line in lines), default=0))


def label_edge(figure: go.Figure, labels: Sequence[EdgeLabel], limits: tuple[float, float]) -> None:
    """Write the labels where the right margin is, those too close to one another pushed apart.

    ``limits``: the range of the vertical axis. Height and margins of the figure must be set before.
    """
    margin = figure.layout.margin
    height = figure.layout.height - margin.t - margin.b
    ordered = sorted(labels, key=lambda label: -label.y)
    sizes = [LINE * len(_lines(label)) for label in ordered]
    wanted = [height * (limits[1] - label.y) / (limits[1] - limits[0]) for label in ordered]
    notes = [
        dict(
            x=1, xref="paper", xanchor="left", xshift=6, y=label.y, yshift=round(want - at, 1), yanchor="middle", align="left",
            text=f"<b>{text}</b>" if label.is_bold else text, font=dict(size=SMALL, color=label.colour), name=label.name,
        )
        for label, want, at, text in zip(
            ordered, wanted, spread_out(wanted, sizes, height), ("<br>".join(_lines(each)) for each in ordered), strict=True
        )
    ]  # fmt: skip
    add_many(figure, annotations=notes)


def spread_out(wanted: Sequence[float], sizes: Sequence[float], height: float) -> list[float]:
    """Centres as near to ``wanted`` (ascending) as they can be without overlap, inside 0 … ``height`` where there is room."""
    groups: list[list[float]] = []  # centre of the block, its size, its members
    for want, size in zip(wanted, sizes, strict=True):
        groups.append([want, size, 1])
        while True:
            centre, total, count = groups[-1]
            groups[-1][0] = centre = min(max(centre, total / 2), max(height - total / 2, total / 2))
            if len(groups) == 1 or groups[-2][0] + groups[-2][1] / 2 <= centre - total / 2:
                break
            above = groups.pop(-2)
            weight = above[2] + count
            groups[-1] = [(above[0] * above[2] + centre * count) / weight, above[1] + total, weight]
    found, sizes = [], list(sizes)
    for centre, total, count in groups:
        at = centre - total / 2
        for size in sizes[: int(count)]:
            found.append(at + size / 2)
            at += size
        sizes = sizes[int(count) :]
    return found


def _lines(label: EdgeLabel) -> list[str]:
    return wrap(label.text, _WIDEST).split("<br>")
