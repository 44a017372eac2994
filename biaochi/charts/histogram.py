"""How large things are: bars that break at the standard, with the band of the standard drawn behind them."""

from __future__ import annotations

import math
from collections.abc import Sequence

import plotly.graph_objects as go

from biaochi.charts.axes import nice_step, nice_ticks, plain_axis
from biaochi.charts.theme import (
    INK,
    INK_TINT,
    KEY_LINE,
    MARKS,
    MUTED,
    SMALL,
    STATE_GLYPHS,
    TEXT,
    Chart,
    key_below,
    lines_of,
    name_above,
    new_figure,
    nothing,
)
from biaochi.charts.words import join
from biaochi.i18n import number, t

Band = tuple[float | None, float | None]
_BARS, _FEWEST, _LABELLED = 14, 6, 18
"""About so many bars are drawn, at least so many have room, up to so many carry their count."""


def size_histogram(
    sizes: Sequence[float | None], language: str, *, band: Band = (None, None), axis: str, counted: str, height: int = 320
) -> Chart:
    """``sizes`` (one per thing; None is counted as missing and not drawn) as bars whose edges fall on the band's ends.

    ``band``: lowest and highest size that meet the standard, both included, either may be open. ``axis`` names the size with
    its unit and ``counted`` the things, both in words of the reader's language.
    """
    known = sorted(float(size) for size in sizes if size is not None)
    missing = len(sizes) - len(known)
    if not known:
        return nothing(t("There is nothing to compare for this choice.", language))
    edges = bin_edges(known, band)
    inside, outside = _counts(known, edges, band)
    compared = band != (None, None)
    key = _key(sum(inside), sum(outside), missing, compared, language)
    per_line = 2  # “within the standard: 1,234” and its twin just fit on a phone
    figure = new_figure(height)
    figure.update_layout(barmode="stack", bargap=0, margin=dict(l=4, r=10, t=44, b=50 + KEY_LINE * lines_of(key, per_line)))
    step = edges[1] - edges[0]
    parts = [("better", inside, MARKS["better"].colour), ("worse", outside, MARKS["worse"].colour)]
    for name, counts, colour in parts if compared else [("value", inside, INK)]:
        figure.add_trace(
            go.Bar(
                x=[(low + high) / 2 for low, high in zip(edges, edges[1:], strict=False)],
                y=counts,
                width=step * 0.94,
                marker=dict(color=colour),
                name=name,
                hoverinfo="text",
                hovertext=[
                    f"<b>{number(low, language)}–{number(high, language)}</b><br>{counted} {number(n, language)}"
                    for low, high, n in zip(edges, edges[1:], counts, strict=False)
                ],
            )
        )
    totals = [one + other for one, other in zip(inside, outside, strict=True)]
    top = max(totals) * 1.12
    if len(totals) <= _LABELLED:
        for low, n in zip(edges, totals, strict=False):
            if n:
                figure.add_annotation(
                    x=low + step / 2, y=n, text=number(n, language), showarrow=False, yanchor="bottom",
                    font=dict(size=SMALL, color=TEXT), name="value",
                )  # fmt: skip
    limits = (edges[0] - step * 0.1, edges[-1] + step * 0.1)
    if compared:
        _band(figure, band, limits, language)
    plain_axis(figure, "xaxis", limits, language, axis, 6)
    figure.update_xaxes(showgrid=False)
    ticks = [tick for tick in nice_ticks(0, top, 4) if tick == int(tick)]
    figure.update_yaxes(range=[0, top], tickmode="array", tickvals=ticks, ticktext=[number(tick, language) for tick in ticks])
    name_above(figure, counted)
    key_below(figure, key, per_line=per_line)
    return Chart(figure, _alt(known, band, sum(inside), missing, axis, counted, language))


def bin_edges(sizes: Sequence[float], band: Band) -> list[float]:
    """Edges of equal steps around ``sizes`` and the band, one of them at each end of the band."""
    low, high = band
    ends = [end for end in band if end is not None]
    least, most = min([*sizes, *ends]), max([*sizes, *ends])
    step = nice_step(max(most - least, most / 2) or 1.0, _BARS)  # sizes that hardly differ are not blown up
    if low is not None and high is not None and high > low:
        step = (high - low) / max(1, round((high - low) / step))
    anchor = ends[0] if ends else 0.0
    first = math.floor((least - anchor) / step + 1e-9)
    last = max(math.ceil((most - anchor) / step - 1e-9), first + 1)
    while last - first < _FEWEST:  # one lonely bar says nothing about where it stands
        last += 1
        first -= 1 if anchor + step * (first - 1) >= 0 else 0
    return [round(anchor + step * i, 9) for i in range(first, last + 1)]


def _counts(known: Sequence[float], edges: list[float], band: Band) -> tuple[list[int], list[int]]:
    """Things per bin that meet the standard, and things per bin that do not; without a standard all stand in the first."""
    inside, outside = [0] * (len(edges) - 1), [0] * (len(edges) - 1)
    step = edges[1] - edges[0]
    for size in known:
        at = math.floor((size - edges[0]) / step + 1e-9)
        if size == band[1] and at and size > edges[0]:
            at -= 1  # the upper end belongs to the band, so it stands left of its line
        at = min(max(at, 0), len(inside) - 1)
        (inside if _meets(size, band) else outside)[at] += 1
    return inside, outside


def _meets(size: float, band: Band) -> bool:
    return (band[0] is None or size >= band[0]) and (band[1] is None or size <= band[1])


def band_text(band: Band, language: str) -> str:
    """“200–400”, “at most 400”, “at least 200”."""
    low, high = band
    if low is not None and high is not None:
        return f"{number(low, language)}–{number(high, language)}"
    if high is not None:
        return t("at most {value}", language, value=number(high, language))
    return t("at least {value}", language, value=number(low, language))


def _band(figure: go.Figure, band: Band, limits: tuple[float, float], language: str) -> None:
    """The band as a tinted field, its ends as dark blue lines, its label above."""
    low, high = band[0] if band[0] is not None else limits[0], band[1] if band[1] is not None else limits[1]
    figure.add_shape(
        type="rect", x0=low, x1=high, y0=0, y1=1, yref="paper", fillcolor=INK_TINT, opacity=0.28, line=dict(width=0),
        layer="below", name="band",
    )  # fmt: skip
    for end in band:
        if end is not None:
            figure.add_shape(
                type="line", x0=end, x1=end, y0=0, y1=1, yref="paper", line=dict(color=INK, width=2), name="standard"
            )
    middle = (low + high) / 2
    share = (middle - limits[0]) / (limits[1] - limits[0])
    figure.add_annotation(
        x=middle, y=1, yref="paper", yanchor="bottom", yshift=20,
        xanchor="left" if share < 0.15 else "right" if share > 0.85 else "center",
        text=t("standard {value}", language, value=band_text(band, language)), showarrow=False,
        font=dict(color=INK, size=SMALL), name="standard",
    )  # fmt: skip


def _key(inside: int, outside: int, missing: int, compared: bool, language: str) -> list[tuple[str, str, str]]:
    key = []
    if compared:
        better, worse = MARKS["better"], MARKS["worse"]
        key = [
            ("■", better.colour, t("within the standard: {n}", language, n=number(inside, language))),
            ("■", worse.colour, t("outside: {n}", language, n=number(outside, language))),
        ]
    if missing:
        key.append((STATE_GLYPHS["missing"], MUTED, t("{n} not drawn because a figure is missing", language, n=missing)))
    return key


def _alt(known: Sequence[float], band: Band, inside: int, missing: int, axis: str, counted: str, language: str) -> str:
    middle = known[len(known) // 2]
    parts = [
        t(
            "{what}: {n} {counted} from {low} to {high}, half of them below {middle}",
            language,
            what=axis, n=number(len(known), language), counted=counted, low=number(known[0], language),
            high=number(known[-1], language), middle=number(middle, language),
        ),
        t("{n} within the standard of {band}", language, n=number(inside, language), band=band_text(band, language))
        if band != (None, None)
        else "",
        t("{n} not drawn because a figure is missing", language, n=missing) if missing else "",
    ]  # fmt: skip
    return join(parts, language) + ("。" if language == "zh" else ".")
