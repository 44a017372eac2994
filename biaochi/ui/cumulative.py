"""Funds that are only known as sums to date: how much, from which sources, and where a document's own total says otherwise."""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from biaochi.charts import count_bars
from biaochi.charts.shares import PHONE, WIDE, Part
from biaochi.i18n import number
from biaochi.ui import cards, compare, findings, plot, states, table
from biaochi.ui.context import View
from biaochi.ui.money import yuan
from biaochi.ui.table import Column

INDICATORS = {"construction_funding": "building funds to date", "funding_cumulative": "funds to date"}
"""What there is to date, with its words in a sentence (message ids)."""
BY_AREA = {"construction_funding": "Building funds to date, by area", "funding_cumulative": "Funds to date, by area"}
IN_UNITS_OF = {"zh": 10_000, "en": 1_000}
"""Yuan, in what the language counts large amounts by."""
CHECKS = ("stated_totals",)
COLUMNS = (
    Column("kind", "Fund"),
    Column("source", "Source"),
    Column("yuan", "Yuan", "number"),
    Column("share", "Share (%)", "number", 1),
)


def reported(view: View) -> list[str]:
    """Those of ``INDICATORS`` that the area in view has at the end of the period."""
    return [name for name in INDICATORS if view.figure(name).get("state") == "ok"]


def headline(view: View) -> list[str | None]:
    """What has been given so far, kind by kind, and what the document itself adds it up to."""
    clauses: list[str | None] = []
    for name in reported(view):
        clauses.append(view.t("{funds}: **{money}**", funds=view.t(INDICATORS[name]), money=_money(view, name)))
        if (stated := _stated(view, name)) is not None:
            clauses[-1] += view.t(", while its table says **{money}**", money=yuan(stated, view.language))
    return clauses


def _money(view: View, name: str) -> str:
    return yuan(view.figure(name)["value"], view.language)


def _stated(view: View, name: str) -> float | None:
    """The total that the imported table states, where it is another than the sum of its rows."""
    summed = view.figure(name)["value"]
    for row in findings.found(view, CHECKS):
        if row["figure_b"] is not None and abs(row["figure_b"] - summed) < 0.5:
            return row["figure_a"]
    return None


def show(view: View) -> None:
    """Figures; bars by source and the areas below for each; findings; one table of all sources with their sums."""
    there = reported(view)
    cards.show(view, cards.figures(view, there))
    st.caption(view.t("Sums to date span several years and are never added to a year."))
    with states.part(view):
        findings.show(view, checks=CHECKS)
    for name, place in zip(there, st.columns(len(there), gap="medium"), strict=True):
        with place, states.part(view):
            heading = "{title} ({n} thousand yuan)" if view.language == "en" else "{title} ({n} ten thousand yuan)"
            whole = number(view.figure(name)["value"] / IN_UNITS_OF[view.language], view.language)
            st.subheader(view.t(heading, title=view.title(name), n=whole), anchor=name)
            plot.show(_bars(view, name), f"{name}_sources")
    below = [name for name in there if _has_below(view, name)]
    for name in below:
        with states.part(view):
            compare.dots(view, name, BY_AREA[name], f"{name}_areas")
    with states.part(view):
        rows = [row for name in there for row in _rows(view, name)]
        table.show(view, "Funds by source", pl.DataFrame(rows), COLUMNS, key="sources_to_date")


def _has_below(view: View, name: str) -> bool:
    return view.below(name).filter((pl.col("state") == "ok") & (pl.col("area_code") != (view.area or ""))).height > 1


def _sources(view: View, name: str) -> list[dict[str, Any]]:
    frame = view.ask(name, by=("category",)).filter(pl.col("state") == "ok")
    return frame.sort(["value", "category"], descending=[True, False]).to_dicts()


def _bars(view: View, name: str) -> Any:
    """A bar for each source with its amount and its share of the sum."""
    size = IN_UNITS_OF[view.language]
    parts = [Part(_named(view, row["category"]), round(row["value"] / size)) for row in _sources(view, name)]
    whole = round(view.figure(name)["value"] / size)
    counted = "{n} thousand yuan" if view.language == "en" else "{n} ten thousand yuan"
    return count_bars(parts, whole, view.language, counted=counted, width=PHONE if view.is_narrow else WIDE)


def _named(view: View, source: Any) -> str:
    return view.t("not stated") if source is None else str(source)


def _rows(view: View, name: str) -> list[dict[str, Any]]:
    """The sources of one kind, largest first, and their sum."""
    rows, whole = _sources(view, name), float(view.figure(name)["value"])
    kind = view.title(name)
    said = [
        {
            "kind": kind,
            "source": _named(view, row["category"]),
            "yuan": row["value"],
            "share": 100 * row["value"] / whole if whole else None,
        }
        for row in rows
    ]
    return [*said, {"kind": kind, "source": view.t("All sources"), "yuan": whole, "share": 100.0 if whole else None}]
