"""How long cases take: the share closed by each day, open cases counted, beside what closed cases alone would say."""

from __future__ import annotations

import math
from typing import Any

import plotly.graph_objects as go
import polars as pl

from biaochi.charts.funnel import share_text
from biaochi.charts.theme import (
    INK,
    SLATE,
    SMALL,
    VIOLET,
    Chart,
    add_many,
    name_above,
    new_figure,
    nothing,
)
from biaochi.charts.words import join, text_width
from biaochi.i18n import number, t

WITHIN = (1, 3, 7, 15, 30)
"""Days at which the share closed is written above the picture."""
PHONE, WIDE = 300, 560
"""Pixels that the plotting area surely has."""
_TICKS = (1, 3, 7, 15, 30, 60, 90, 180, 365, 730, 1095, 1825, 3650)
_SAID = {
    "closed": "closed within {days}: {share}",
    "closed_only": "of the closed ones, within {days}: {share}",
}
_BAND = "rgba(31,78,121,0.16)"
_BEHIND = "rgba(255,255,255,0.8)"


def how_long_chart(
    curve: pl.DataFrame, closed_only: pl.DataFrame, row: dict[str, Any], language: str, *, width: int = WIDE, height: int = 360
) -> Chart:
    """Share closed by days since the report, with its 95 % band, the curve of closed cases alone, the median and 1 … 30 days.

    ``curve`` and ``closed_only``: the rows of one group of ``measures.durations.HowLong``; ``row``: its row of the summary. The
    axis of days is drawn by square roots, so that the first days have room beside the last ones; its ticks say so. ``width``:
    PHONE or WIDE. ``Chart.table`` has the points: days, closed, lower, upper in percent, at_risk, ended.
    """
    points = curve.sort("duration_days").select(
        pl.col("duration_days").alias("days"),
        ((1 - pl.col("survival")) * 100).alias("closed"),
        ((1 - pl.col("upper")) * 100).alias("lower"),
        ((1 - pl.col("lower")) * 100).alias("upper"),
        "at_risk",
        "ended",
    )
    if points.is_empty():
        return nothing(t("There is nothing to compare for this choice.", language))
    limit = _limit(points, row)
    figure = new_figure(height)
    figure.update_layout(margin=dict(l=4, r=14, t=46, b=44))
    all_cases = _steps(points, ("closed", "lower", "upper"), limit)
    alone = closed_only.sort("duration_days").select(
        pl.col("duration_days").alias("days"), ((1 - pl.col("survival")) * 100).alias("closed")
    )
    _band(figure, all_cases)
    if alone.height:
        _line(figure, _steps(alone, ("closed",), limit), "closed_only", VIOLET, "dash", language)
    _line(figure, all_cases, "closed", INK, "solid", language)
    _days(figure, row, limit, width, language)
    _median(figure, row, limit, language)
    _names(figure, points, alone, limit, width, row, language)
    ticks = _ticks(limit, width)
    figure.update_xaxes(
        range=[0, math.sqrt(limit)], tickmode="array", tickvals=[0, *(math.sqrt(day) for day in ticks)],
        ticktext=["0", *(number(day, language) for day in ticks)], showgrid=False, tickangle=0,
        title=dict(text=t("days since the report (axis by square roots)", language)),
    )  # fmt: skip
    figure.update_yaxes(
        range=[0, 103], tickmode="array", tickvals=[0, 25, 50, 75, 100], ticktext=[f"{at}%" for at in (0, 25, 50, 75, 100)]
    )
    name_above(figure, t("closed", language))
    figure.layout.annotations[-1].update(yshift=24)
    return Chart(figure, _alt(row, language), points)


def _limit(points: pl.DataFrame, row: dict[str, Any]) -> float:
    """As many days as nine in ten closings need, and a month at least; never far beyond the last day watched."""
    last = points["days"].max()
    enough = max(30.0, row["p90"] * 1.3 if row.get("p90") is not None else last)
    return min(next((day for day in _TICKS if day >= enough - 1e-9 and day >= 30), last), max(last, WITHIN[-1])) * 1.02


def _ticks(limit: float, width: int) -> list[int]:
    """The usual days up to ``limit``, those left out that would touch the one before."""
    kept: list[int] = []
    for day in (day for day in _TICKS if day <= limit):
        room = (math.sqrt(day) - math.sqrt(kept[-1] if kept else 0)) / math.sqrt(limit) * width
        if room >= 8 * len(str(day)) + 4:
            kept.append(day)
    return kept


def _steps(points: pl.DataFrame, names: tuple[str, ...], limit: float) -> dict[str, list[float]]:
    """Corners of the steps from nothing at day 0 to ``limit``: x (square roots of days), days, and each of ``names``."""
    inside = points.filter(pl.col("days") <= limit)
    days = [0.0, *inside["days"]]
    if points.height > inside.height:
        days.append(limit)
    columns = {}
    for name in names:
        heights = [0.0, *inside[name]]
        columns[name] = heights + heights[-1:] * (len(days) - len(heights))
    return {"x": [math.sqrt(day) for day in days], "days": days, **columns}


def _band(figure: go.Figure, steps: dict[str, list[float]]) -> None:
    for name, fill in (("lower", None), ("upper", "tonexty")):
        figure.add_trace(
            go.Scatter(
                x=steps["x"], y=steps[name], mode="lines", line=dict(width=0, shape="hv"), fill=fill, fillcolor=_BAND,
                name=f"interval_{name}", hoverinfo="skip",
            )
        )  # fmt: skip


def _line(figure: go.Figure, steps: dict[str, list[float]], name: str, colour: str, dash: str, language: str) -> None:
    figure.add_trace(
        go.Scatter(
            x=steps["x"], y=steps["closed"], mode="lines", name=name, line=dict(color=colour, width=2.5, shape="hv", dash=dash),
            hoverinfo="text",
            hovertext=[
                t(_SAID[name], language, days=days_text(day, language), share=share_text(share, 100, language))
                for day, share in zip(steps["days"], steps["closed"], strict=True)
            ],
        )
    )  # fmt: skip


def _days(figure: go.Figure, row: dict[str, Any], limit: float, width: int, language: str) -> None:
    """A line at each of WITHIN with the share closed by then above it, where there is room for it."""
    shown = [day for day in WITHIN if day <= limit]
    add_many(
        figure,
        shapes=[
            dict(type="line", x0=math.sqrt(day), x1=math.sqrt(day), y0=0, y1=1, yref="paper", layer="below",
                 line=dict(color=SLATE, width=1, dash="dot"), name="within")
            for day in shown
        ],
    )  # fmt: skip
    notes, free = [], 0.0
    for day in shown:
        share = row.get(f"within_{day}")
        text = _round(share, language) if share is not None else "–"
        at, half = math.sqrt(day / limit) * width, 4 * text_width(text)
        if at - half >= free:
            free = at + half + 4
            notes.append(
                dict(x=math.sqrt(day), y=1, yref="paper", yanchor="bottom", yshift=3, text=text, name="within",
                     font=dict(size=SMALL, color=INK))
            )  # fmt: skip
    add_many(figure, annotations=notes)


def _median(figure: go.Figure, row: dict[str, Any], limit: float, language: str) -> None:
    """The level of one half, from there down to the median; or the word that it is not reached."""
    median = row.get("median")
    line = dict(color=INK, width=1.2)
    if median is None:
        shapes = [dict(type="line", x0=0, x1=1, xref="paper", y0=50, y1=50, line=line | dict(dash="dash"), name="median")]
        notes = [dict(x=0, xref="paper", xanchor="left", xshift=6, y=50, yanchor="bottom", text=median_text(row, language),
                      font=dict(size=SMALL, color=INK), bgcolor=_BEHIND, name="median")]  # fmt: skip
        return add_many(figure, shapes=shapes, annotations=notes)
    at = math.sqrt(median)
    shapes = [
        dict(type="line", x0=0, x1=at, y0=50, y1=50, line=line, name="median"),
        dict(type="line", x0=at, x1=at, y0=0, y1=50, line=line, name="median"),
    ]
    right = at / math.sqrt(limit) > 0.55
    notes = [
        dict(x=at, y=6, xanchor="right" if right else "left", xshift=-5 if right else 5, yanchor="bottom", name="median",
             text=median_text(row, language), font=dict(size=SMALL, color=INK), bgcolor=_BEHIND)
    ]  # fmt: skip
    return add_many(figure, shapes=shapes, annotations=notes)


def _names(
    figure: go.Figure, points: pl.DataFrame, alone: pl.DataFrame, limit: float, width: int, row: dict[str, Any], language: str
) -> None:
    """The names of the curves beside them: of closed cases alone above theirs, of all cases below theirs."""
    top = points["closed"].max()
    level = 34 if top > 40 else top * 0.6
    at = max(_where(points, level, limit), math.sqrt(min(row["median"] or 0, limit)))
    below = t("all cases, open ones counted", language)
    right = at / math.sqrt(limit) * width + 7 * text_width(below) < width
    notes = [
        dict(x=at if right else math.sqrt(limit), y=level, xanchor="left" if right else "right", xshift=8 if right else -6,
             yanchor="top", text=below, font=dict(size=SMALL, color=INK), bgcolor=_BEHIND, name="name")
    ]  # fmt: skip
    if alone.height and row.get("open"):
        above = t("closed cases only", language)
        needed = 7 * text_width(above) + 12
        heights = (70, 80, 88, 94)
        found = next((h for h in heights if _where(alone, h, limit) / math.sqrt(limit) * width >= needed), None)
        x = _where(alone, found or 60, limit)
        notes.append(
            dict(x=x, y=found or 60, xanchor="right" if found else "left", xshift=-8 if found else 60, yanchor="bottom",
                 text=above, font=dict(size=SMALL, color=VIOLET), bgcolor=_BEHIND, name="name")
        )  # fmt: skip
    add_many(figure, annotations=notes)


def _where(points: pl.DataFrame, level: float, limit: float) -> float:
    """Where a curve comes up to ``level`` percent, on the axis drawn."""
    day = points.filter(pl.col("closed") >= level)["days"].min()
    return math.sqrt(min(day, limit) if day is not None else limit)


def median_text(row: dict[str, Any], language: str) -> str:
    """“median 10.5 days (8–14)” or that it is not reached."""
    if row.get("median") is None:
        return t("half are not closed yet: median not reached", language)
    said = t("median {time}", language, time=days_text(row["median"], language))
    span = interval_text(row.get("median_lower"), row.get("median_upper"), language)
    return f"{said}（{span}）" if span and language == "zh" else f"{said} ({span})" if span else said


def interval_text(lower: float | None, upper: float | None, language: str) -> str:
    """“8–14”, “8 or more”, “” (days)."""
    if lower is None:
        return ""
    if upper is None:
        return t("{value} or more", language, value=_short(lower, language))
    digits = 0 if float(lower).is_integer() and float(upper).is_integer() else 1
    return f"{number(lower, language, digits)}–{number(upper, language, digits)}"


def days_text(days: float, language: str) -> str:
    """“2.2 days”; hours below one day."""
    if days >= 1:
        return t("{n} day" if days == 1 else "{n} days", language, n=_short(days, language))
    return t("{n} h", language, n=_short(days * 24, language))


def _round(share: float, language: str) -> str:
    """A share without decimals, where it does not look like all or nothing then."""
    return f"{number(share, language)}%" if 0.5 <= share < 99.5 or share in (0, 100) else share_text(share, 100, language)


def _short(days: float, language: str) -> str:
    return number(days, language, 0 if float(days).is_integer() else 1)


def _alt(row: dict[str, Any], language: str) -> str:
    known = [day for day in WITHIN if row.get(f"within_{day}") is not None]
    shares = [f"{number(day, language)}: {share_text(row[f'within_{day}'], 100, language)}" for day in known]
    parts = [
        t("share closed by days since the report", language) + ("：" if language == "zh" else ": ") + join(shares, language)
        if shares
        else "",
        median_text(row, language),
        t("of closed cases alone {time}", language, time=days_text(row["closed_only_median"], language))
        if row.get("closed_only_median") is not None
        else "",
        t("{n} of {all} cases are still open", language, n=number(row["open"], language), all=number(row["n"], language)),
    ]
    return join([part for part in parts if part], language) + ("。" if language == "zh" else ".")
