"""Counts beside their share of a whole, and rates as bullets against the line they ought to reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from biaochi.charts.axes import standard_line_x, standard_text
from biaochi.charts.funnel import HATCH, share_text
from biaochi.charts.theme import (
    INK,
    MARKS,
    MUTED,
    SLATE_TINT,
    SMALL,
    TEXT,
    WHITE,
    Chart,
    add_many,
    mark_of,
    new_figure,
    nothing,
    state_of,
    state_word,
    verdict_word,
)
from biaochi.charts.words import figure_beside, join, text_width, wrap
from biaochi.i18n import number, pick, t

_ROW = 30
_NAME = 18
PHONE = 210
"""Width of the plotting area on a phone in pixels, from which the room for labels is taken."""
WIDE = 400
"""The same in half of a usual window."""


@dataclass(frozen=True)
class Part:
    """One bar: its name, how many (None: not recorded), and how the bar is filled."""

    name: str
    count: int | None
    colour: str = INK


def count_bars(
    parts: Sequence[Part], whole: int | None, language: str, *, counted: str = "{n} cases", width: int = PHONE
) -> Chart:
    """One lying bar per part with its count and, where ``whole`` is given, its share of it; what is not recorded is hatched.

    ``counted`` is the message that puts a number and its noun together. A part that is recorded and empty says 0.
    ``width``: pixels the bars and their labels surely have, PHONE or WIDE.
    """
    known = [part.count for part in parts if part.count is not None]
    if not parts:
        return nothing(t("There is nothing to compare for this choice.", language))
    longest = max(known, default=0) or 1
    labels = [_label(part, whole, language) for part in parts]
    room = max(text_width(label) for label in labels) * 7 + 16
    limit = longest * width / max(width - room, 60)
    figure = _rows([part.name for part in parts])
    at = [i for i, part in enumerate(parts) if part.count is not None]
    absent = [i for i, part in enumerate(parts) if part.count is None]
    figure.add_trace(
        go.Bar(
            x=[parts[i].count for i in at], y=at, orientation="h", width=0.6, name="count", hoverinfo="text",
            marker=dict(color=[parts[i].colour for i in at]),
            hovertext=[f"<b>{parts[i].name}</b><br>{_said(parts[i], whole, language, counted)}" for i in at],
        )
    )  # fmt: skip
    if absent:
        word = t("not recorded", language)
        figure.add_trace(
            go.Bar(
                x=[longest * 0.12] * len(absent), y=absent, orientation="h", width=0.6, name="unrecorded", marker=HATCH,
                hoverinfo="text", hovertext=[f"<b>{parts[i].name}</b><br>{word}" for i in absent],
            )
        )  # fmt: skip
    notes = [
        dict(
            x=part.count if part.count is not None else longest * 0.12, y=y, text=labels[y], xanchor="left", xshift=4,
            font=dict(size=SMALL, color=TEXT if part.count is not None else MUTED),
            name="count" if part.count is not None else "unrecorded",
        )
        for y, part in enumerate(parts)
    ]  # fmt: skip
    add_many(figure, annotations=notes)
    figure.update_xaxes(visible=False, range=[0, limit])
    said = [f"{part.name} {_said(part, whole, language, counted)}" for part in parts]
    return Chart(figure, join(said, language) + ("。" if language == "zh" else "."))


def share_bullets(rows: Sequence[tuple[Any, dict[str, Any]]], language: str) -> Chart:
    """Rates (indicator, row of measures) as bars in a track from 0 to 100 %, each against its standard, else against 100 %.

    A rate without a value keeps its hatched track and the word that says why.
    """
    if not rows:
        return nothing(t("There is nothing to compare for this choice.", language))
    names, said = [], []
    for indicator, row in rows:
        name = pick(indicator.title, language)
        n = row.get("denominator")
        names.append(f"{name} (n={number(n, language)})" if n is not None and row.get("state") == "ok" else name)
    figure = _rows(names, top=24)
    lines = {float(row["standard"]) if row.get("standard") is not None else 100.0 for _, row in rows}
    notes = []
    for y, ((indicator, row), name) in enumerate(zip(rows, names, strict=True)):
        value = row.get("value") if row.get("state") == "ok" else None
        text = _rate(row, indicator, language) if value is not None else state_word(state_of(row), language)
        said.append(f"{name} {text}")
        track = dict(color=SLATE_TINT) if value is not None else HATCH
        common = dict(y=[y], orientation="h", hoverinfo="text", hovertext=f"<b>{name}</b><br>{text}")
        figure.add_trace(go.Bar(x=[100], width=0.62, name="track", marker=track, **common))
        if value is not None:
            mark = mark_of(row.get("verdict"))
            colour = mark.colour if row.get("verdict") in ("better", "worse") else INK
            figure.add_trace(go.Bar(x=[value], width=0.34, name="value", marker=dict(color=colour), **common))
        glyph = (
            f" {mark_of(row.get('verdict')).glyph}"
            if value is not None and row.get("verdict") in list(MARKS)[:3]
            else ""
        )
        notes.append(
            dict(
                x=100, y=y, xanchor="left", xshift=8, font=dict(size=SMALL, color=TEXT if value is not None else MUTED),
                text=(figure_beside(value, row.get("standard"), indicator, language) + glyph) if value is not None else text,
                name="value" if value is not None else "missing", bgcolor=None if value is not None else WHITE,
            )
        )  # fmt: skip
    add_many(figure, annotations=notes)
    limits = (0.0, 138.0)
    figure.update_layout(barmode="overlay")
    figure.update_xaxes(visible=False, range=list(limits))
    if len(lines) == 1:
        at = lines.pop()
        label = (
            standard_text(at, rows[0][0], language) if any(r.get("standard") is not None for _, r in rows) else "100%"
        )
        standard_line_x(figure, at, -0.5, len(rows) - 0.5, label, limits)
    else:
        for y, (_, row) in enumerate(rows):
            at = float(row["standard"]) if row.get("standard") is not None else 100.0
            add_many(
                figure,
                shapes=[
                    dict(
                        type="line",
                        x0=at,
                        x1=at,
                        y0=y - 0.45,
                        y1=y + 0.45,
                        line=dict(color=INK, width=3),
                        name="standard",
                    )
                ],
            )
    return Chart(figure, join(said, language) + ("。" if language == "zh" else "."))


def _rows(names: list[str], top: int = 4) -> go.Figure:
    """Empty rows with their names, first on top."""
    wrapped = [wrap(name, _NAME) for name in names]
    tall = max(_ROW, 15 * max((name.count("<br>") + 1 for name in wrapped), default=1) + 8)
    figure = new_figure(tall * len(names) + top + 8)
    figure.update_layout(margin=dict(l=4, r=8, t=top, b=4), barmode="overlay")
    figure.update_yaxes(
        range=[len(names) - 0.5, -0.5], tickmode="array", tickvals=list(range(len(names))), ticktext=wrapped,
        showgrid=False, tickfont=dict(color=TEXT, size=SMALL), ticklabelstandoff=6,
    )  # fmt: skip
    return figure


def _label(part: Part, whole: int | None, language: str) -> str:
    if part.count is None:
        return t("not recorded", language)
    share = f" · {share_text(part.count, whole, language)}" if whole and part.count else ""
    return f"{number(part.count, language)}{share}"


def _said(part: Part, whole: int | None, language: str, counted: str) -> str:
    if part.count is None:
        return t("not recorded", language)
    many = t(counted, language, n=number(part.count, language))
    return f"{many} ({share_text(part.count, whole, language)})" if whole else many


def _rate(row: dict[str, Any], indicator: Any, language: str) -> str:
    text = figure_beside(row["value"], row.get("standard"), indicator, language)
    if row.get("verdict") in ("better", "similar", "worse"):
        text += f" {verdict_word(row['verdict'], language, indicator)}"
    return text
