"""Scores quarter by quarter as boxes: where the middle half lies, never who stands where."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import polars as pl

from biaochi.charts.axes import nice_ticks, value_range
from biaochi.charts.theme import (
    INK,
    INK_TINT,
    KEY_LINE,
    MUTED,
    SMALL,
    TEXT,
    Chart,
    key_below,
    lines_of,
    new_figure,
    nothing,
)
from biaochi.charts.words import join, period_text, period_ticks
from biaochi.i18n import number, t

_DIGITS = 1
_FIGURED, _BOX = 6, 0.4
"""Up to so many boxes carry their median in figures; a box is so wide, in quarters."""


def quarter_boxes(
    summary: pl.DataFrame, language: str, *, limits: tuple[float, float] | None = None, height: int = 280
) -> Chart:
    """``summary``: rows of explore("appraisal_summary") of one kind of object, a row per quarter (year, quarter, objects, mean,
    lowest, p25, median, p75, highest). ``limits`` puts several kinds on one scale."""
    rows = [
        row | {"period": f"{row['year']}Q{row['quarter']}"}
        for row in summary.sort("year", "quarter").to_dicts()
        if row["median"] is not None
    ]
    if not rows:
        return nothing(t("No scores are recorded for this area and period.", language))
    low, high = limits or score_range(summary)
    key = [
        ("▭", INK, t("the middle half", language)),
        ("━", INK, t("median", language)),
        ("┬", INK, t("lowest to highest", language)),
    ]
    per_line = 3 if language == "zh" else 2
    figure = new_figure(height)
    figure.update_layout(margin=dict(l=4, r=8, t=26, b=42 + KEY_LINE * lines_of(key, per_line)))
    at = list(range(len(rows)))
    figure.add_trace(
        go.Box(
            x=at,
            lowerfence=[row["lowest"] for row in rows],
            q1=[row["p25"] for row in rows],
            median=[row["median"] for row in rows],
            q3=[row["p75"] for row in rows],
            upperfence=[row["highest"] for row in rows],
            name="scores",
            fillcolor=INK_TINT,
            line=dict(color=INK, width=1.5),
            width=_BOX,
            hoverinfo="skip",
        )
    )
    figure.add_trace(
        go.Scatter(
            x=at,
            y=[row["median"] for row in rows],
            mode="markers",
            marker=dict(size=26, color="rgba(0,0,0,0)"),
            name="reader",
            hoverinfo="text",
            hovertext=[_hover(row, language) for row in rows],
        )
    )
    for x, row in zip(at, rows, strict=True):
        if len(rows) <= _FIGURED:
            figure.add_annotation(
                x=x + _BOX / 2, y=row["median"], text=number(row["median"], language, _DIGITS), showarrow=False,
                xanchor="left", xshift=4, font=dict(size=SMALL, color=TEXT), name="value",
            )  # fmt: skip
        figure.add_annotation(
            x=x, y=1, yref="paper", yanchor="bottom", text=t("n = {n}", language, n=number(row["objects"], language)),
            showarrow=False, font=dict(size=SMALL, color=MUTED), name="n",
        )  # fmt: skip
    ticks = nice_ticks(low, high, 4)
    figure.update_yaxes(
        range=[low, high], tickmode="array", tickvals=ticks, ticktext=[number(v, language) for v in ticks]
    )
    shown, labels = period_ticks([row["period"] for row in rows], language)
    figure.update_xaxes(
        tickmode="array", tickvals=shown, ticktext=labels, showgrid=False, range=[-0.6, len(rows) - 0.2], tickangle=0
    )
    key_below(figure, key, per_line=per_line)
    alt = [
        t(
            "{period}: {n} objects, median {median}, middle half {p25} to {p75}",
            language,
            period=period_text(row["period"], language),
            n=number(row["objects"], language),
            **{name: number(row[name], language, _DIGITS) for name in ("median", "p25", "p75")},
        )
        for row in rows
    ]
    zh = language == "zh"
    return Chart(figure, ("；" if zh else "; ").join(alt) + ("。" if zh else "."))


def score_range(summary: pl.DataFrame) -> tuple[float, float]:
    """One scale for all scores of ``summary``."""
    return value_range([*summary["lowest"], *summary["highest"]])


def _hover(row: dict[str, Any], language: str) -> str:
    spread = {name: number(row[name], language, _DIGITS) for name in ("mean", "lowest", "p25", "median", "p75", "highest")}
    return "<br>".join(
        [
            f"<b>{period_text(row['period'], language)}</b>",
            t("n = {n}", language, n=number(row["objects"], language)),
            join([t("median {median}", language, **spread), t("mean {mean}", language, **spread)], language),
            t("middle half {p25} – {p75}", language, **spread),
            t("lowest {lowest}, highest {highest}", language, **spread),
        ]
    )
