"""Verdict marks on a plotly figure: circle, half circle, triangle, dash."""

from __future__ import annotations

from typing import Any, NamedTuple

import plotly.graph_objects as go

from biaochi.charts.theme import INK, MARKS, SLATE, WHITE, add_many


class Spot(NamedTuple):
    """One mark to draw: axis coordinates, verdict (None = not compared), hover text."""

    x: Any
    y: Any
    verdict: str | None
    hover: str


def draw_marks(figure: go.Figure, spots: list[Spot], size: float = 11) -> None:
    """One trace per verdict, named like it. Where nothing at all is compared the marks are plain ink dots."""
    compared = any((spot.verdict or "not_compared") != "not_compared" for spot in spots)
    for verdict, mark in MARKS.items():
        part = [spot for spot in spots if (spot.verdict or "not_compared") == verdict]
        if not part:
            continue
        if not compared:
            look: dict[str, Any] = dict(symbol="circle", size=size, color=INK)
        elif verdict == "similar":
            look = dict(symbol="circle", size=size, color=WHITE, line=dict(color=SLATE, width=1.5))
            add_many(figure, shapes=[_half(spot, size / 2) for spot in part])
        elif verdict == "not_compared":
            look = dict(symbol="line-ew-open", size=size, color=mark.colour, line=dict(color=mark.colour, width=3))
        else:
            look = dict(symbol=mark.symbol, size=size, color=mark.colour)
        figure.add_trace(
            go.Scatter(
                x=[spot.x for spot in part],
                y=[spot.y for spot in part],
                name=verdict,
                mode="markers",
                marker=look,
                hovertext=[spot.hover for spot in part],
                hoverinfo="text",
                cliponaxis=False,
            )
        )


def _half(spot: Spot, r: float) -> dict[str, Any]:
    """The dark left half of ◐, drawn as a path: plotly has no such symbol, and a glyph sits off centre in some fonts."""
    k = 0.5523 * r
    return dict(
        type="path",
        path=f"M0,{-r} C{-k},{-r} {-r},{-k} {-r},0 C{-r},{k} {-k},{r} 0,{r} Z",
        xsizemode="pixel",
        ysizemode="pixel",
        xanchor=spot.x,
        yanchor=spot.y,
        fillcolor=SLATE,
        line=dict(width=0),
        layer="above",
        name="half",
    )
