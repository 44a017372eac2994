"""The columns of a table: what a cell says, how it is typed and drawn, and why it has no value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl
import streamlit as st

from biaochi.charts import state_word
from biaochi.i18n import number
from biaochi.ui import words
from biaochi.ui.context import View


@dataclass(frozen=True)
class Column:
    """A column as shown. ``kind``: text, number, day, outcome (a verdict in words), meets
    (true/false/none as a verdict). ``label`` is a message id.

    ``narrow`` columns stay when the window is narrow; ``width`` is in pixels. A cell without a value says why: the frame's
    column “<name>__state”, else ``absent``. A verdict that nobody could reach is missing where one of ``of`` is."""

    name: str
    label: str
    kind: str = "text"
    digits: int = 0
    narrow: bool = True
    width: int | None = None
    absent: str | None = None
    of: tuple[str, ...] = ()
    say: Callable[[Any, View], str] | None = None


def rows_of(view: View, frame: pl.DataFrame, columns: Sequence[Column]) -> list[list[Any]]:
    """The cells as shown: words said, numbers rounded to what is shown."""
    return [[_cell(view, column, row) for column in columns] for row in frame.to_dicts()]


def _cell(view: View, column: Column, row: dict[str, Any]) -> Any:
    value, state = row.get(column.name), row.get(f"{column.name}__state") or column.absent
    if column.kind == "meets":
        if value is None and any(row.get(name) is None for name in column.of):
            return f"– {state_word('missing', view.language)}"
        return words.verdict({True: "better", False: "worse"}.get(value, "not_compared"), view.language)
    if value is None and state not in (None, "ok"):
        return state_word(state, view.language)
    if column.say is not None:
        return column.say(value, view)
    if value is None:
        return None
    if column.kind == "number":
        return round(float(value), column.digits) if column.digits else round(value)
    return value if column.kind == "day" else str(value)


def said(view: View, column: Column, value: Any) -> str | None:
    """A cell as text, in a column where some cells hold a word instead of a number."""
    return number(value, view.language, column.digits) if isinstance(value, (int, float)) else value


def dtype(column: Column) -> Any:
    if column.kind == "number":
        return pl.Float64 if column.digits else pl.Int64
    return pl.Date if column.kind == "day" else pl.String


def config(view: View, column: Column, worded: bool, grouped: bool) -> Any:
    label = view.t(column.label)
    if worded:
        return st.column_config.TextColumn(label, width=column.width, alignment="right")
    if column.kind == "number":
        pattern = ("%,.{}f" if grouped else "%.{}f").format(column.digits)
        return st.column_config.NumberColumn(label, format=pattern, width=column.width)
    if column.kind == "day":
        return st.column_config.DateColumn(label, format="YYYY-MM-DD", width=column.width)
    return st.column_config.TextColumn(label, width=column.width)
