"""Axes with round ticks in the page's language, and the standard drawn on them.

Plotly's own tick formats write “10k” and “Jul 2026”; so ticks are chosen here and handed over as text.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import plotly.graph_objects as go

from biaochi.charts.theme import INK, SMALL
from biaochi.charts.words import figure_text, tick, unit
from biaochi.i18n import t


def nice_step(span: float, intervals: int = 5) -> float:
    """The smallest of 1, 2, 2.5, 5 × 10ⁿ that covers ``span`` in at most ``intervals`` steps."""
    if span <= 0:
        return 1.0
    raw = span / intervals
    power = 10 ** math.floor(math.log10(raw))
    return next(m * power for m in (1, 2, 2.5, 5, 10) if m * power >= raw * (1 - 1e-9))


def nice_ticks(low: float, high: float, intervals: int = 5) -> list[float]:
    """Round values inside ``low … high``."""
    step = nice_step(high - low, intervals)
    first = math.ceil(low / step - 1e-9)
    return [round(i * step, 10) for i in range(first, math.floor(high / step + 1e-9) + 1)]


def value_range(numbers: Iterable[float | None], *, zero: bool = False) -> tuple[float, float]:
    """Axis limits around the numbers; from zero when asked or when the data come near it."""
    known = [float(n) for n in numbers if n is not None and math.isfinite(n)]
    if not known:
        return 0.0, 1.0
    low, high = min(known), max(known)
    if low >= 0 and (zero or low < 0.55 * high):
        low = 0.0
    pad = (high - low) * 0.06 or abs(high) * 0.1 or 1.0
    bottom = low if low == 0 else low - pad
    return (max(bottom, 0.0) if low >= 0 else bottom), high + pad


def number_axis(
    figure: go.Figure,
    axis: str,
    limits: tuple[float, float],
    indicator: Any,
    language: str,
    *,
    title: str | None = None,
    intervals: int = 5,
) -> None:
    """Set ticks, range and title (with unit) of ``axis`` (“x”, “y”, “yaxis2” …) for values of an indicator."""
    top = min(100.0, limits[1]) if indicator.unit == "percent" and limits[1] <= 140 else limits[1]
    ticks = nice_ticks(limits[0], top, intervals)
    if indicator.kind == "count" and len(whole := [at for at in ticks if float(at).is_integer()]) > 1:
        ticks = whole  # there is no half a community
    step = ticks[1] - ticks[0] if len(ticks) > 1 else 1.0
    suffix = "%" if indicator.unit == "percent" else ""
    name = axis if axis.endswith(("axis", "axis2")) else f"{axis}axis"
    figure.update_layout(
        {
            name: dict(
                range=list(limits),
                tickmode="array",
                tickvals=ticks,
                ticktext=[tick(v, step, language, suffix) for v in ticks],
                title=dict(text=axis_title(indicator, language) if title is None else title),
            )
        }
    )


def axis_title(indicator: Any, language: str) -> str:
    """The unit as an axis title; nothing where every tick already carries its percent sign."""
    return "" if indicator.unit == "percent" else unit(indicator, language)


def plain_axis(
    figure: go.Figure, axis: str, limits: tuple[float, float], language: str, title: str, intervals: int = 5
) -> None:
    """The same for a quantity that is no indicator (households, cases …); ``title`` carries the unit."""
    ticks = nice_ticks(*limits, intervals)
    step = ticks[1] - ticks[0] if len(ticks) > 1 else 1.0
    figure.update_layout(
        {
            f"{axis}": dict(
                range=list(limits),
                tickmode="array",
                tickvals=ticks,
                title=dict(text=title),
                ticktext=[tick(v, step, language) for v in ticks],
            )
        }
    )


def standard_text(standard: float, indicator: Any, language: str) -> str:
    """“标准 30” / “standard 30”; a percentage keeps its sign, a whole number no decimals."""
    digits = 0 if float(standard).is_integer() else None
    return t("standard {value}", language, value=figure_text(standard, indicator, language, digits))


def one_standard(standards: Iterable[float | None]) -> float | None:
    """The standard, when all that have one have the same; else None."""
    known = {s for s in standards if s is not None}
    return next(iter(known)) if len(known) == 1 else None


def standard_line_x(figure: go.Figure, at: float, y0: float, y1: float, text: str, limits: tuple[float, float]) -> None:
    """A dark blue vertical line at ``at`` from ``y0`` to ``y1``; its label stands above and leans away from the edge."""
    figure.add_shape(
        type="line", x0=at, x1=at, y0=y0, y1=y1, line=dict(color=INK, width=2), layer="between", name="standard"
    )
    share = (at - limits[0]) / ((limits[1] - limits[0]) or 1)
    figure.add_annotation(
        x=at,
        y=1,
        yref="paper",
        text=text,
        showarrow=False,
        font=dict(color=INK, size=SMALL),
        name="standard",
        xanchor="right" if share > 0.8 else "left" if share < 0.2 else "center",
        yanchor="bottom",
    )
