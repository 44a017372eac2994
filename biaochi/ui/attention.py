"""What needs attention: areas × indicators that are below their standard beyond chance, largest relative shortfall first."""

from __future__ import annotations

from typing import Any

import streamlit as st

from biaochi.i18n import pick
from biaochi.ui import link, words
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
WIDTHS = ("stretch", 90, 70, 110)
"""Of the columns after the area: indicator, value, standard, gap."""
_NAME, _LONG_NAME = 130, 170
"""Of the area: names of more than eight letters need the wider one."""
MOST = 7
MOST_OF_ONE = 3
"""So that one theme does not fill the list."""


def watched(view: View) -> dict[str, str]:
    """The watched indicators for which anything was imported."""
    return {name: title for name, title in WATCHED.items() if view.has(name)}


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
        view.t("Found below the standard: {n}. Largest shortfalls first, at most three of one indicator.", n=len(rows))
    )
    with st.container(gap=None if not view.is_narrow else "xsmall"):
        _rows(view, listed(rows))


def _rows(view: View, rows: list[dict[str, Any]]) -> None:
    width = _LONG_NAME if any(len(row["area_name"]) > 8 for row in rows) else _NAME
    if not view.is_narrow:
        _line(width, [f":gray[:small[{view.t(head)}]]" for head in ("Area", "Indicator", "Now", "Standard", "Short by")])
    for row in rows:
        _row(view, row, width)


def _row(view: View, row: dict[str, Any], width: int) -> None:
    """One finding; the name of its area leads there, as a click on the map does."""
    indicator, language = row["indicator"], view.language
    go = {
        "label": f":blue[{words.escape(row['area_name'])} ›]",
        "key": f"attention_{indicator.id}_{row['area_code']}",
        "type": "tertiary",
        "on_click": link.choose,
        "kwargs": {"area": row["area_code"]},
        "help": view.t("Show {area} on every page", area=row["area_name"]),
    }
    now = f":orange[▲]\u00a0**{words.figure(row['value'], indicator, language, row['standard'])}**"
    standard = words.standard(row["standard"], indicator, language)
    gap = words.apart(row["value"] - row["standard"], indicator, language)
    if not view.is_narrow:
        _line(width, [go, pick(indicator.title, language), now, standard, gap])
        return
    with st.container(gap=None):
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
            st.button(**go)
            st.space("stretch")
            st.markdown(now, width="content")
        told = view.t("standard {standard}, short by {gap}", standard=standard, gap=gap)
        st.caption(f"{pick(indicator.title, language)} · {told}")


def _line(first: int, cells: list[Any]) -> None:
    """Cells side by side, equally wide in every line, the ``first`` one so many pixels; a cell that is not text is a button."""
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", wrap=False):
        for cell, width in zip(cells, (first, *WIDTHS), strict=True):
            if isinstance(cell, str):
                st.markdown(cell, width=width)
            else:
                with st.container(width=width):
                    st.button(**cell)
