"""Where to look first: what is below its standard and getting worse (double red), then what else is below a standard.

What counts as below, as getting worse and as driving it is decided in ``measures.attention``; here it is drawn.
"""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from biaochi.catalogue import Indicator
from biaochi.i18n import number, pick
from biaochi.measures.attention import drivers, listed, significant, worsening
from biaochi.ui import cards, link, words
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
MAINLY = 0.5
"""From this part of a shortfall on, those named make most of it."""
MOST_OF_ONE = 3
"""So that one theme does not fill the list; what is getting worse is listed all the same."""


def watched(view: View) -> dict[str, str]:
    """The watched indicators for which anything was imported."""
    return {name: title for name, title in WATCHED.items() if view.has(name)}


def shortfalls(view: View) -> list[pl.DataFrame]:
    """For each watched indicator the areas below the one in view that are below the standard beyond chance, with ``is_worsening``."""
    found = []
    for name in watched(view):
        rows = significant(view.below(name), view.indicator(name))
        if rows.is_empty():
            continue
        lead = cards.lead_up(view, name)
        series = view.below(name, by=("period",), grain=lead[0], period=lead[1]) if lead else rows.clear()
        if cards.is_unfinished(view, name):
            series = series.filter(pl.col("period") != view.period)
        falling = worsening(series, view.indicator(name))
        found.append(rows.with_columns(is_worsening=pl.col("area_code").is_in(list(falling))))
    return found


def show(view: View) -> None:
    """The list, at most seven rows: double red first."""
    found = shortfalls(view)
    rows = listed(found, MOST, MOST_OF_ONE).to_dicts()
    double = [row for row in rows if row["is_worsening"]]
    single = [row for row in rows if not row["is_worsening"]]
    st.subheader(view.t("Needs attention"), anchor="attention")
    if not rows:
        st.caption(view.t("No area below this one is below a standard beyond chance."))
        return
    width = _LONG_NAME if any(len(row["area_name"]) > 8 for row in rows) else _NAME
    if double:
        n = sum(int(frame["is_worsening"].sum()) for frame in found)
        st.markdown(view.t("**Below the standard and getting worse: {n}**", n=n))
        _lines(view, double, width, headed=True)
    elif view.period != "all":
        st.caption(view.t("Nothing is both below its standard and getting worse."))
    if single:
        n = sum(frame.height for frame in found)
        st.caption(view.t("Found below the standard: {n}. Largest shortfalls first, at most three of one indicator.", n=n))
        _lines(view, single, width, headed=not double)


def _lines(view: View, rows: list[dict[str, Any]], width: int, headed: bool) -> None:
    with st.container(gap=None if not view.is_narrow else "xsmall"):
        if headed and not view.is_narrow:
            _line(width, [f":gray[:small[{view.t(head)}]]" for head in ("Area", "Indicator", "Now", "Standard", "Short by")])
        for row in rows:
            _row(view, row, view.indicator(row["indicator"]), width)


def driven_by(view: View, row: dict[str, Any], indicator: Indicator) -> str | None:
    """What makes most of a shortfall: the categories of requests, else the areas inside."""
    asked = {"area": row["area_code"], "by": ("category",)}
    key = "category"
    if "category" not in indicator.dimensions:
        asked, key = {"area": row["area_code"], "level": view.areas.level_below(row["area_code"])}, "area_name"
    if key == "area_name" and row["level"] == "community":
        return None
    most = drivers(view.ask(indicator.id, **asked), key, indicator.id, row["standard"])
    if not most:
        return None
    comma = "、" if view.language == "zh" else ", "
    named = [view.t("{name} ({share}%)", name=words.escape(name), share=number(100 * share, view.language)) for name, share in most]
    is_most = sum(share for _, share in most) >= MAINLY
    sentence = "Mostly from {names} of what is lacking" if is_most else "Spread over many; most from {names} of what is lacking"
    return view.t(sentence, names=comma.join(named))


def _row(view: View, row: dict[str, Any], indicator: Indicator, width: int) -> None:
    """One finding; the name of its area leads there, as a click on the map does. Double red says what drives it."""
    language = view.language
    go = {
        "label": f":blue[{words.escape(row['area_name'])} ›]",
        "key": f"attention_{indicator.id}_{row['area_code']}",
        "type": "tertiary",
        "on_click": link.choose,
        "kwargs": {"area": row["area_code"]},
        "help": view.t("Show {area} on every page", area=row["area_name"]),
    }
    mark = "▲▼" if row["is_worsening"] else "▲"
    now = f":orange[{mark}]\u00a0**{words.figure(row['value'], indicator, language, row['standard'])}**"
    standard = words.standard(row["standard"], indicator, language)
    gap = words.apart(row["value"] - row["standard"], indicator, language)
    why = driven_by(view, row, indicator) if row["is_worsening"] else None
    if not view.is_narrow:
        _line(width, [go, pick(indicator.title, language), now, standard, gap])
        if why:
            st.caption(why)
        return
    with st.container(gap=None):
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
            st.button(**go)
            st.space("stretch")
            st.markdown(now, width="content")
        told = view.t("standard {standard}, short by {gap}", standard=standard, gap=gap)
        st.caption(f"{pick(indicator.title, language)} · {told}" + (f" · {why}" if why else ""))


def _line(first: int, cells: list[Any]) -> None:
    """Cells side by side, equally wide in every line, the ``first`` one so many pixels; a cell that is not text is a button."""
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", wrap=False):
        for cell, width in zip(cells, (first, *WIDTHS), strict=True):
            if isinstance(cell, str):
                st.markdown(cell, width=width)
            else:
                with st.container(width=width):
                    st.button(**cell)
