"""A table on a narrow window: a short list, each row with its name, its verdict and its figures below."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from biaochi.charts.theme import AMBER, GRID, MUTED, TEAL
from biaochi.ui import words
from biaochi.ui.columns import Column, said
from biaochi.ui.context import View

FIRST = 8
"""So many rows are listed; the whole table is one click below."""
MOST_TO_PICK = 14
"""Rows that drill down are all listed where they are few."""


def show(
    view: View,
    columns: Sequence[Column],
    cells: list[list[Any]],
    *,
    key: str,
    on_pick: Callable[[int], None] | None = None,
) -> None:
    """List the first rows; a row is a button where ``on_pick`` is given."""
    shown = [at for at, column in enumerate(columns) if column.narrow]
    head = next((at for at in shown if columns[at].kind == "text"), shown[0])
    verdicts = [at for at in shown if columns[at].kind in ("meets", "outcome")]
    if on_pick:
        most = MOST_TO_PICK if len(cells) <= MOST_TO_PICK else FIRST
        figures = [at for at in shown if at not in (head, *verdicts)][:1]
        for position, row in enumerate(cells[:most]):
            parts = [
                f"**{words.escape(row[head])}**",
                *(_text(view, columns[at], row[at]) for at in (*figures, *verdicts)),
            ]
            label = " · ".join([parts[0], *(words.escape(part) for part in parts[1:])])
            st.button(f"{label} ›", key=f"list_{key}_{position}", type="tertiary", on_click=on_pick, args=(position,))
        return
    beside = verdicts[0] if len(verdicts) == 1 else None
    items = [_item(view, columns, row, shown, head, beside) for row in cells[:FIRST]]
    st.html(f'<ul style="list-style:none;margin:0;padding:0;font-size:14px">{"".join(items)}</ul>')


def _item(
    view: View, columns: Sequence[Column], row: list[Any], shown: list[int], head: int, beside: int | None
) -> str:
    details = [at for at in shown if at not in (head, beside)]
    facts: list[str] = []
    for at in details:
        text = _coloured(_text(view, columns[at], row[at]))
        if facts and columns[at].kind in ("meets", "outcome"):
            facts[-1] += f"\u2002{text}"  # a verdict follows the figure it judges
        else:
            facts.append(f"{html.escape(view.t(columns[at].label))} {text}")
    right = "" if beside is None else f'<span style="white-space:nowrap">{_coloured(str(row[beside]))}</span>'
    return (
        f'<li style="border-bottom:1px solid {GRID};padding:7px 0">'
        f'<div style="display:flex;justify-content:space-between;gap:12px">'
        f'<strong style="overflow-wrap:anywhere">{html.escape(str(row[head] or "–"))}</strong>{right}</div>'
        f'<div style="color:{MUTED};font-size:13px;overflow-wrap:anywhere">{" · ".join(facts)}</div></li>'
    )


def _coloured(text: str) -> str:
    """A verdict in its colour; other text as it is."""
    colour = {"●": TEAL, "▲": AMBER}.get(text[:1])
    safe = html.escape(text)
    return f'<span style="color:{colour};white-space:nowrap">{safe}</span>' if colour else safe


def _text(view: View, column: Column, value: Any) -> str:
    return "–" if value is None else str(said(view, column, value))
