"""Counts and money in parts: one row per thing, its parts side by side, and what was reached against a target."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import plotly.graph_objects as go

from biaochi.charts.axes import plain_axis
from biaochi.charts.theme import (
    INK,
    INK_TINT,
    KEY_LINE,
    MARKS,
    MUTED,
    SLATE,
    SMALL,
    TEXT,
    WHITE,
    Chart,
    key_below,
    keys_per_line,
    lines_of,
    new_figure,
    nothing,
    state_word,
    text_on,
)
from biaochi.charts.words import compact, join, wrap
from biaochi.i18n import number, t

ROW = 40
"""Pixels per row."""
_NAME = 20


class Part(NamedTuple):
    """One part of a row: its key in the row, its words, its colour."""

    key: str
    words: str
    colour: str


class Goal(NamedTuple):
    """What an area was to reach, and what it reached (None: nobody reported it)."""

    name: str
    target: float
    reached: float | None


def stacked_rows(
    rows: Sequence[tuple[str, Mapping[str, float | None]]], parts: Sequence[Part], language: str, *, axis: str
) -> Chart:
    """Stacked bars that lie down, one per (name, values by part), with the sum at the end; ``axis`` carries the unit.

    A part that nobody stated is left out of the stack and of the sum; a row without any part keeps its name and a word.
    """
    used = [part for part in parts if any(values.get(part.key) for _, values in rows)]
    if not rows or not used:
        return nothing(t("There is nothing to compare for this choice.", language))
    sums = [_sum(values, used) for _, values in rows]
    largest = max(total or 0 for total in sums) or 1.0
    key = [("■", part.colour, part.words) for part in used]
    per_line = max(keys_per_line(language) - 1, 2)
    bottom = 50 + KEY_LINE * lines_of(key, per_line)
    figure = new_figure(ROW * len(rows) + bottom + 8)
    figure.update_layout(barmode="stack", margin=dict(l=4, r=8, t=8, b=bottom))
    at = list(range(len(rows)))
    for part in used:
        values = [values.get(part.key) for _, values in rows]
        figure.add_trace(
            go.Bar(
                x=values, y=at, orientation="h", name=part.key, width=0.62,
                marker=dict(color=part.colour, line=dict(color=WHITE, width=1)),
                text=[compact(v, language) if v and v > largest * 0.12 else "" for v in values],
                textposition="inside", textangle=0, insidetextanchor="middle", constraintext="none",
                textfont=dict(size=SMALL, color=text_on(part.colour)), hoverinfo="text",
                hovertext=[
                    f"<b>{name}</b><br>{part.words} {number(v, language)}" for (name, _), v in zip(rows, values, strict=True)
                ],
            )
        )  # fmt: skip
    for y, total in enumerate(sums):
        known = total is not None
        figure.add_annotation(
            x=total or 0, y=y, xanchor="left", xshift=4, showarrow=False, name="sum" if known else "missing",
            text=f"<b>{compact(total, language)}</b>" if known else state_word("missing", language),
            font=dict(size=SMALL, color=TEXT if known else MUTED),
        )  # fmt: skip
    plain_axis(figure, "xaxis", (0, largest * 1.18), language, axis, 4)
    _rows(figure, [name for name, _ in rows])
    key_below(figure, key, per_line=per_line)
    clauses = [
        join([f"{name} {number(total, language)}", *_said(values, used, language)], language)
        for (name, values), total in zip(rows, sums, strict=True)
        if total is not None
    ]
    return Chart(figure, _sentence(axis, clauses, language))


def target_rows(goals: Sequence[Goal], language: str, *, axis: str) -> Chart:
    """What each area reached as a bar, its target as a dark blue mark; a missing report is a word, never a bar of nothing."""
    if not goals:
        return nothing(t("No targets are recorded for this area and year.", language))
    largest = max([goal.target for goal in goals] + [goal.reached or 0 for goal in goals]) or 1.0
    verdicts = [None if g.reached is None else "better" if g.reached >= g.target else "worse" for g in goals]
    key = [(MARKS[v].glyph, MARKS[v].colour, t(MARKS[v].word, language)) for v in ("better", "worse") if v in verdicts]
    key.append(("┃", INK, t("target", language)))
    per_line = keys_per_line(language)
    bottom = 50 + KEY_LINE * lines_of(key, per_line)
    figure = new_figure(30 * len(goals) + bottom + 8)
    figure.update_layout(margin=dict(l=4, r=8, t=8, b=bottom))
    at = list(range(len(goals)))
    colours = [MARKS[v].colour if v else SLATE for v in verdicts]
    figure.add_trace(
        go.Bar(
            x=[goal.target for goal in goals], y=at, orientation="h", width=0.62, name="target", hoverinfo="skip",
            marker=dict(color=INK_TINT, opacity=0.45),
        )
    )  # fmt: skip
    figure.add_trace(
        go.Bar(
            x=[goal.reached for goal in goals], y=at, orientation="h", width=0.34, name="reached",
            marker=dict(color=colours), hoverinfo="text",
            hovertext=[f"<b>{goal.name}</b><br>{_against(goal, language)}" for goal in goals],
        )
    )  # fmt: skip
    figure.update_layout(barmode="overlay")
    for y, (goal, verdict) in enumerate(zip(goals, verdicts, strict=True)):
        figure.add_shape(
            type="line", x0=goal.target, x1=goal.target, y0=y - 0.38, y1=y + 0.38, line=dict(color=INK, width=3), name="standard"
        )
        text = state_word("missing", language) if verdict is None else (
            f'<span style="color:{MARKS[verdict].colour}">{MARKS[verdict].glyph}</span> {_against(goal, language)}'
        )
        figure.add_annotation(
            x=max(goal.target, goal.reached or 0), y=y, xanchor="left", xshift=8, showarrow=False, text=text,
            font=dict(size=SMALL, color=MUTED if verdict is None else TEXT), name="missing" if verdict is None else "value",
        )  # fmt: skip
    plain_axis(figure, "xaxis", (0, largest * 1.3), language, axis, 4)
    _rows(figure, [goal.name for goal in goals])
    key_below(figure, key, per_line=per_line)
    return Chart(figure, _sentence(axis, [f"{goal.name} {_against(goal, language)}" for goal in goals], language))


def _against(goal: Goal, language: str) -> str:
    """“3 of 5”: reached against the target."""
    if goal.reached is None:
        return t("{word}, target {n}", language, word=state_word("missing", language), n=number(goal.target, language))
    return t("{n} of {target}", language, n=number(goal.reached, language), target=number(goal.target, language))


def _sum(values: Mapping[str, float | None], parts: Sequence[Part]) -> float | None:
    known = [values[part.key] for part in parts if values.get(part.key) is not None]
    return sum(known) if known else None  # type: ignore[arg-type]


def _said(values: Mapping[str, float | None], parts: Sequence[Part], language: str) -> list[str]:
    return [f"{part.words} {number(values[part.key], language)}" for part in parts if values.get(part.key)]


def _sentence(axis: str, clauses: list[str], language: str) -> str:
    zh = language == "zh"
    return axis + ("：" if zh else ": ") + ("；" if zh else "; ").join(clauses) + ("。" if zh else ".")


def _rows(figure: go.Figure, names: list[str]) -> None:
    figure.update_yaxes(
        range=[len(names) - 0.4, -0.6], tickmode="array", tickvals=list(range(len(names))), showgrid=False,
        ticktext=[wrap(name, _NAME) for name in names], tickfont=dict(color=TEXT, size=SMALL), ticklabelstandoff=6,
    )  # fmt: skip
