"""What the page on grids shows: how large grids are, who works in them, and whom the Party links."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl
import streamlit as st

from biaochi.charts.histogram import Band, size_histogram
from biaochi.charts.theme import mark_of
from biaochi.i18n import number
from biaochi.standards import resolve
from biaochi.ui import compare, plot, states, table, words
from biaochi.ui.context import View
from biaochi.ui.table import Column

BAND = ("grid_size_min", "grid_size_max")
COMPARED = ("households_per_grid", "community_workers_per_10000", "households_per_grid_worker", "party_members_per_grid")
"""What areas are held against each other by: the first of these that the area in view reports."""



def _band_word(value: Any, view: View) -> str:
    """A mean above the band does not fall “below” it."""
    if value is None:
        return words.verdict("not_compared", view.language)
    mark = mark_of("better" if value else "worse")
    return " ".join((mark.glyph, view.t("within") if value else view.t("outside")))


GRIDS = (
    Column("county_name", "District", narrow=False),
    Column("town_name", "Subdistrict", narrow=False),
    Column("area_name", "Community"),
    Column("grids", "Grids", "number", absent="missing"),
    Column("households", "Households", "number", narrow=False, absent="missing"),
    Column("households_per_grid", "Households per grid", "number", 1, absent="missing"),
    Column("is_in_band", "Against the band", "outcome", say=_band_word),
    Column("workers", "Grid workers", "number", narrow=False, absent="missing"),
    Column("households_per_worker", "Households per grid worker", "number", 1, narrow=False, absent="missing"),
)
STAFF = (
    Column("county_name", "District", narrow=False),
    Column("area_name", "Community"),
    Column("period", "As of", "day", narrow=False),
    Column("staff_total", "Staff", "number", absent="missing"),
    Column("full_time", "Full time", "number", narrow=False, absent="missing"),
    Column("part_time", "Part time", "number", narrow=False, absent="missing"),
    Column("grid_workers", "Grid workers", "number", absent="missing"),
    Column("certified", "Certified", "number", absent="missing"),
    Column("degree_ge_junior_college", "Junior college or above", "number", narrow=False, absent="missing"),
    Column("female", "Women", "number", narrow=False, absent="missing"),
    Column("multi_post", "In several posts", "number", narrow=False, absent="missing"),
    Column("civil_servant_secretaries", "Civil servants as secretary", "number", narrow=False, absent="missing"),
    Column("secretary_directors", "Secretary and director in one", "number", narrow=False, absent="missing"),
)
PARTY = (
    Column("county_name", "District", narrow=False),
    Column("area_name", "Community"),
    Column("members_linked", "Members linked", "number", absent="missing"),
    Column("households_linked", "Households linked", "number", narrow=False, absent="missing"),
    Column("households_per_member", "Households per member", "number", 1, absent="missing"),
    Column("part_time_members", "Part-time members", "number", narrow=False, absent="missing"),
    Column("agreements", "Agreements", "number", absent="missing"),
    Column("organisations", "Organisations", "number", narrow=False, absent="missing"),
    Column("enterprises", "Enterprises", "number", narrow=False, absent="missing"),
    Column("units", "Resident units", "number", narrow=False, absent="missing"),
)


def reported(view: View, names: Sequence[str]) -> list[str]:
    """Those of ``names`` that the area in view reported at any time: another place's figures are no reason for an empty card."""
    return [name for name in names if view.figure(name, period="all")["state"] not in ("missing", "not_applicable")]


def headline(view: View) -> list[str | None]:
    """How many grids there are and how large, how many are within the band, and who works in them."""
    return [_grids(view), _in_band(view), _workers(view)]


def _grids(view: View) -> str | None:
    row = view.figure("households_per_grid")
    if row.get("state") != "ok":
        return None
    return view.t(
        "**{n}** grids have **{mean}** households each on average",
        n=number(row["denominator"], view.language),
        mean=_plain(row["value"], view.language),
    )


def _in_band(view: View) -> str | None:
    row = view.figure("grid_size_in_band_share")
    if row.get("state") != "ok":
        return None
    if not row["numerator"]:
        every = number(row["denominator"], view.language)
        return view.t("none of the **{all}** grids is within the standard band of sizes", all=every)
    return view.t(
        "**{n}** of {all} are within the standard band of sizes",
        n=number(row["numerator"], view.language),
        all=number(row["denominator"], view.language),
    )


def _workers(view: View) -> str | None:
    row = view.figure("households_per_grid_worker")
    if row.get("state") == "ok":
        return view.t(
            "one grid worker for **{n}** households",
            n=_plain(row["value"], view.language),
        )
    row = view.figure("community_workers_per_10000")
    if row.get("state") == "ok":
        return view.t("**{n}** community workers per 10,000 residents", n=_plain(row["value"], view.language))
    row = view.figure("grid_workers")
    if row.get("state") == "ok":
        return view.t("**{n}** grid workers", n=number(row["value"], view.language))
    return None


def _plain(value: float, language: str) -> str:
    """A mean with one decimal, without an empty one."""
    return number(value, language, 0 if float(value).is_integer() else 1)


def band(view: View) -> Band:
    """The smallest and the largest size of a grid that the chosen standards allow in the area in view."""
    path = view.areas.path(view.area)
    above = [None, *path[:-1]]
    kinds = [view.areas.rows[code].get("community_type") for code in path]
    asked = pl.DataFrame(
        {"area_code": path or ["all"], "parent_code": above if path else [None], "community_type": kinds or [None]},
        schema=dict.fromkeys(("area_code", "parent_code", "community_type"), pl.String),
    )
    if asked["community_type"][-1] is None:
        asked = asked.with_columns(community_type=pl.lit("urban"))  # grids of towns and villages follow other rules
    found = resolve(asked, view.profile, view.engine.as_of).filter(pl.col("area_code") == asked["area_code"][-1])
    values = dict(found.select("standard", "value").iter_rows())
    return values.get(BAND[0]), values.get(BAND[1])


def sizes(view: View) -> None:
    """The main picture: how large the grids are, with the band of the standard."""
    st.subheader(view.t("Sizes of the grids"), anchor="sizes")
    frame = view.explore("grid_sizes")
    if frame.is_empty() or frame["households"].is_null().all():
        states.nothing(view, "The sizes of single grids are not recorded here.")
        return
    chart = size_histogram(
        frame["households"].to_list(),
        view.language,
        band=band(view),
        axis=view.t("Households per grid"),
        counted=view.t("Grids"),
        height=320,
    )
    plot.show(chart, "grid_sizes")


def areas(view: View) -> None:
    """Areas below the one in view held against each other, by what they report."""
    there = reported(view, COMPARED)
    if not there or view.areas.level(view.area) == "community":
        return
    name = there[0]
    compare.dots(view, name, TITLES[name], "grid_areas")


TITLES = {
    "households_per_grid": "Households per grid, by area",
    "community_workers_per_10000": "Community workers per 10,000 residents, by area",
    "households_per_grid_worker": "Households per grid worker, by area",
    "party_members_per_grid": "Party members per grid, by area",
}


def tables(view: View) -> None:
    """Grids, staff and Party links, each where anything is recorded."""
    for name, title, columns in (
        ("grids", "Grids by community", GRIDS),
        ("staff", "Staff by community", STAFF),
        ("party_links", "Party links by community", PARTY),
    ):
        with states.part(view):
            frame = view.explore(name)
            if not _said(frame, columns).is_empty():
                table.show(view, title, _said(frame, columns), filled(frame, columns), key=name)


def _said(frame: pl.DataFrame, columns: Sequence[Column]) -> pl.DataFrame:
    """Rows of which any figure is known: a community without grids is no row of the table of grids."""
    figures = [column.name for column in columns if column.kind == "number"]
    return frame.filter(pl.any_horizontal(pl.col(name).is_not_null() for name in figures))


def filled(frame: pl.DataFrame, columns: Sequence[Column]) -> list[Column]:
    """The columns that say anything here: what nobody recorded is left out, but the first figure stays as the question."""
    figures = [column.name for column in columns if column.kind == "number"]

    def said(column: Column) -> bool:
        return column.name == figures[0] or any(_known(value) for value in frame[column.name].to_list())

    return [column for column in columns if said(column)]


def _known(value: Any) -> bool:
    return value is not None
