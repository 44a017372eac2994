"""What the data page shows of the ledgers that every import leaves behind."""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from biaochi.ingest import reason
from biaochi.ui import link, states, table, words
from biaochi.ui.context import View
from biaochi.ui.table import Column

_EVERY_RULE = "all"
_SAMPLES = 200


def _table(value: Any, view: View) -> str:
    return words.table(value, view.language)


def _time(value: Any, view: View) -> str:
    return f"{value:%Y-%m-%d %H:%M}" if value is not None else "–"


FRESHNESS = (
    Column("table", "Table", say=_table),
    Column("rows", "Rows", "number"),
    Column("oldest", "Oldest", "day"),
    Column("newest", "Newest", "day"),
)
ACCOUNTS = (
    Column("file", "File", width=260),
    Column("table", "Table", say=_table, width=150),
    Column("as_of", "As of", "day", narrow=False, width=90),
    Column("imported_at", "Imported at", say=_time, narrow=False, width=125),
    Column("read", "Read", "number", width=75),
    Column("accepted", "Accepted", "number", width=75),
    Column("quarantined", "Quarantined", "number", width=95),
    Column("duplicates", "Duplicates", "number", width=85),
    Column("checksum_rows", "Total rows", "number", narrow=False, width=75),
    Column("dropped_columns", "Personal data, not stored", narrow=False, width=160),
    Column("ignored_columns", "Columns not used", narrow=False, width=100),
)
RULES = (
    Column("reason", "Reason", width=880),
    Column("table", "Table", say=_table),
    Column("rows", "Rows", "number", width=70),
    Column("files", "Files", "number", narrow=False, width=70),
)
SAMPLES = (
    Column("source_file", "File", width=190),
    Column("source_row", "Row in the file", "number", width=90),
    Column("reason", "Reason", width=740),
    Column("column", "Column", narrow=False, width=120),
    Column("value", "Value", narrow=False, width=120),
)
CHECKSUMS = (
    Column("table", "Table", say=_table, narrow=False),
    Column("source_file", "File"),
    Column("source_row", "Row in the file", "number", narrow=False),
    Column("label", "Label"),
    Column("column", "Column"),
    Column("stated", "Stated", "number", 2),
    Column("summed", "Summed", "number", 2),
    Column("difference", "Difference", "number", 2),
)


def freshness(view: View) -> pl.DataFrame:
    """Tables that hold rows."""
    return view.explore("freshness").filter(pl.col("rows") > 0)


def quarantine(view: View) -> None:
    """Rows that were not taken in: counted by rule, and the rows of the rule that is chosen."""
    rules = view.explore("quarantine_rules")
    if rules.is_empty():
        states.nothing(view, "No row waits in quarantine.")
        return
    table.show(view, "Quarantine, by rule", _worded(rules.rename({"example": "value"}), view), RULES, key="rules")
    names = [_EVERY_RULE, *rules["rule"].unique().sort().to_list()]
    chosen = link.own("rule", names, _EVERY_RULE)
    link.widget(
        st.selectbox,
        "rule",
        names,
        chosen,
        view.t("Show the rows of one rule"),
        format_func=lambda name: view.t("every rule") if name == _EVERY_RULE else reason(name, "…", "…", view.language),
        width=560,
    )
    rows = view.explore("quarantine")
    if chosen != _EVERY_RULE:
        rows = rows.filter(pl.col("rule") == chosen)
    table.show(view, "Rows in quarantine", _worded(rows.head(_SAMPLES), view), SAMPLES, key="quarantine")


def _worded(rows: pl.DataFrame, view: View) -> pl.DataFrame:
    """Rows with their rule, column and value put into a sentence."""
    reasons = [reason(row["rule"], row["column"], row["value"], view.language) for row in rows.to_dicts()]
    return rows.with_columns(pl.Series("reason", reasons, dtype=pl.String))
