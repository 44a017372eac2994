"""Requests broken down by area, category or department: several indicators side by side, one row for each."""

from __future__ import annotations

from typing import Any

import polars as pl

from biaochi.ui import words
from biaochi.ui.context import View
from biaochi.ui.table import Column

_SHOWN = ("closure_rate", "on_time_closure_rate", "solved_rate_callback", "satisfaction_rate", "case_backlog")


def _named(value: Any, view: View) -> str:
    return view.t("not stated") if value is None else str(value)


_FIGURES = (
    Column("due", "Due", "number"),
    Column("closure_rate", "Closed (%)", "number", 2),
    Column("on_time_closure_rate", "On time (%)", "number", 2),
    Column("verdict", "Against the standard", "outcome"),
    Column("solved_rate_callback", "Solved, call-back (%)", "number", 2, narrow=False),
    Column("satisfaction_rate", "Satisfied (%)", "number", 2, narrow=False),
    Column("case_backlog", "Open at the end", "number"),
)
CASE_COLUMNS = {
    "area": (Column("label", "Area", say=_named), *_FIGURES),
    "category": (Column("label", "Category", say=_named), *_FIGURES),
    "department": (Column("label", "Department", say=_named), *_FIGURES),
}


def breakdown(view: View, by: str | None) -> pl.DataFrame:
    """One row per area below the one in view, or per ``category`` or ``department``; the columns of ``CASE_COLUMNS``."""
    key = "category" if by else "area_code"
    found: dict[Any, dict[str, Any]] = {}
    for name in _SHOWN:
        frame = view.ask(name, by=(by,)) if by else view.below(name)
        for row in frame.to_dicts():
            entry = found.setdefault(row[key], {"label": row["category"] if by else row["area_name"]})
            entry |= {name: row["value"] if row["state"] == "ok" else None, f"{name}__state": row["state"]}
            if name == "on_time_closure_rate":
                verdict = words.outcome(row, view.language, view.indicator(name))
                entry |= {"due": row["denominator"], "verdict": verdict}
    schema = {column.name: pl.Float64 if column.kind == "number" else pl.String for column in CASE_COLUMNS["area"]}
    schema |= {f"{name}__state": pl.String for name in _SHOWN}
    rows = [{name: entry.get(name) for name in schema} for entry in found.values()]
    frame = pl.DataFrame(rows, schema=schema)
    return frame.sort(["due", "label"], descending=[True, False], nulls_last=True) if by else frame
