"""What needs attention: areas × indicators that are below their standard beyond chance, largest relative shortfall first."""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from biaochi.i18n import pick
from biaochi.ui import cards, words
from biaochi.ui.context import View

WATCHED = {
    "area_per_100_households": "Premises",
    "on_time_closure_rate": "On time",
    "solved_rate_callback": "Solved",
    "satisfaction_rate": "Satisfied",
    "volunteer_share": "Volunteers",
    "work_fund_floor_share": "Work fund",
    "service_fund_floor_share": "Service fund",
}
"""The indicators that the overview holds against each other, with their short column heads (message ids)."""
MOST = 7
MOST_OF_ONE = 3
"""So that one theme does not fill the list."""


def watched(view: View) -> dict[str, str]:
    """The watched indicators for which anything was imported."""
    return {name: WATCHED[name] for name in cards.present(view, list(WATCHED), len(WATCHED))}


def shortfalls(view: View) -> list[dict[str, Any]]:
    """Rows of measures with the verdict “worse” below the area in view, each with its indicator and relative shortfall."""
    found = []
    for name in watched(view):
        indicator = view.indicator(name)
        for row in view.below(name).to_dicts():
            # The share of one community is yes or no: the marks below show it, a shortfall of 100 points says nothing.
            is_one = row["level"] == "community" and row["denominator"] == 1
            if row["verdict"] == "worse" and row["standard"] and row["value"] is not None and not is_one:
                found.append(
                    {**row, "indicator": indicator, "shortfall": abs(row["value"] - row["standard"]) / row["standard"]}
                )
    return sorted(found, key=lambda row: (-row["shortfall"], row["area_code"]))


def listed(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The first seven of ``rows``, at most three of one indicator."""
    chosen: list[dict[str, Any]] = []
    for row in rows:
        same = sum(other["indicator"].id == row["indicator"].id for other in chosen)
        if len(chosen) < MOST and same < MOST_OF_ONE:
            chosen.append(row)
    return chosen


def show(view: View) -> None:
    """The list, at most seven rows."""
    rows = shortfalls(view)
    st.subheader(view.t("Needs attention"), anchor="attention")
    if not rows:
        st.caption(view.t("No area below this one is below a standard beyond chance."))
        return
    st.caption(
        view.t(
            "Below the standard: {n} findings. Largest shortfalls first, at most three of one indicator.", n=len(rows)
        )
    )
    language = view.language
    cells = [
        {
            view.t("Area"): words.escape(row["area_name"]),
            view.t("Indicator"): pick(row["indicator"].title, language),
            view.t("Now"): f":orange[▲]\u00a0**{words.figure(row['value'], row['indicator'], language)}**",
            view.t("Standard"): words.figure(row["standard"], row["indicator"], language),
            view.t("Short by"): words.apart(row["value"] - row["standard"], row["indicator"], language),
        }
        for row in listed(rows)
    ]
    if view.is_narrow:
        last = view.t("Short by")
        cells = [{head: cell for head, cell in row.items() if head != last} for row in cells]
    st.table(pl.DataFrame(cells), border="horizontal", hide_index=True)
