"""What the page on appraisal shows: scores by quarter for each kind of object. Grid workers are persons: bands, no order."""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from biaochi.charts.quarters import quarter_boxes, score_range
from biaochi.i18n import number
from biaochi.ui import cards, link, plot, states, table
from biaochi.ui.context import View
from biaochi.ui.table import Column

KINDS = {"grid_worker": "Grid workers", "town": "Towns", "department": "Departments", "community": "Communities"}
PERSONS = ("grid_worker",)
"""Objects that are persons: listed by their number, never by their score."""
PAGE = 50
BAND = 10
"""Width of a band of scores, in hundredths of the full score."""


def _object(value: Any, view: View) -> str:
    """The name of an area that was appraised; others have a number or a name of their own."""
    return view.areas.name(str(value)) or str(value)


def _year(value: Any, view: View) -> str:
    return str(value)


OBJECT = Column("object_id", "Object", say=_object)
AREA = Column("area_name", "Area", narrow=False)
SCORES = (
    Column("year", "Year", say=_year, narrow=False),
    Column("q1", "Q1", "number", 1, absent="missing"),
    Column("q2", "Q2", "number", 1, absent="missing"),
    Column("q3", "Q3", "number", 1, absent="missing"),
    Column("q4", "Q4", "number", 1, absent="missing"),
    Column("annual", "Sum of the year", "number", 1, absent="missing"),
    Column("quarters", "Quarters counted", "number"),
    Column("full", "Full score", "number", 0, narrow=False),
)
BANDS = (
    Column("band", "Share of the full score"),
    Column("objects", "Objects", "number"),
    Column("share", "Share (%)", "number", 2),
)


def kinds(frame: pl.DataFrame) -> list[str]:
    """The kinds of objects that were appraised, in the order of ``KINDS``."""
    there = frame["object_type"].unique().to_list()
    return [kind for kind in KINDS if kind in there]


def headline(view: View, frame: pl.DataFrame, summary: pl.DataFrame) -> list[str | None]:
    """How many were appraised, how many have every quarter so far, and where the latest middle lies."""
    if frame.is_empty():
        return []
    clauses: list[str | None] = []
    for kind in kinds(frame):
        of_kind = frame.filter(pl.col("object_type") == kind)
        clauses.append(
            view.t(COUNTED[kind], n=number(of_kind["object_id"].n_unique(), view.language))
        )
    joined = ("、" if view.language == "zh" else ", ").join(clause for clause in clauses if clause)
    said = [view.t("appraised by quarter: {objects}", objects=joined)]
    last = summary.sort("year", "quarter").tail(1).to_dicts()
    if last:
        complete = frame.filter(pl.col("quarters") == frame["quarters"].max()).height
        quarters = number(frame["quarters"].max(), view.language)
        said.append(
            view.t("all of them have **{quarters}** quarters that add up to the year so far", quarters=quarters)
            if complete == frame.height
            else view.t(
                "**{n}** of {all} have all **{quarters}** quarters that add up to the year so far",
                n=number(complete, view.language),
                all=number(frame.height, view.language),
                quarters=quarters,
            )
        )
    mean = view.figure("appraisal_score")
    if mean.get("state") == "ok":
        said.append(view.t("**{n}** points a quarter on average", n=number(mean["value"], view.language, 1)))
    return said


COUNTED = {
    "grid_worker": "**{n}** grid workers",
    "town": "**{n}** towns",
    "department": "**{n}** departments",
    "community": "**{n}** communities",
}


def quarters(view: View, summary: pl.DataFrame) -> None:
    """One picture for each kind of object, all on one scale."""
    there = kinds(summary)
    scale = score_range(summary)
    with st.grid(max(len(there), 2), min_column_width=300) as grid:
        for kind in there:
            with grid.cell(), states.part(view):
                st.subheader(view.t(KINDS[kind]), anchor=f"quarters_{kind}")
                of_kind = summary.filter(pl.col("object_type") == kind)
                plot.show(quarter_boxes(of_kind, view.language, limits=scale), f"appraisal_{kind}")


def note(view: View) -> None:
    """What is not done with scores, and the definition of their mean."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(view.t("Scores are shown as bands and middles; nobody is ranked."), width="content")
        with st.popover(view.t("Definition"), type="tertiary"):
            cards.definition(view, view.indicator("appraisal_score"), view.figure("appraisal_score"))


def objects(view: View, frame: pl.DataFrame) -> None:
    """The objects of one kind with their quarters and the sum; persons as bands, and page by page by their number."""
    there = kinds(frame)
    kind = link.own("object", there, there[0] if there[0] not in PERSONS or len(there) == 1 else there[1])
    if len(there) > 1:
        link.widget(
            st.segmented_control,
            "object",
            there,
            kind,
            view.t("Objects of appraisal"),
            format_func=lambda name: view.t(KINDS[name]),
            required=True,
        )
    rows = frame.filter(pl.col("object_type") == kind).sort("year", "object_id")
    columns = (OBJECT, *SCORES) if kind in ("town", "community") else (OBJECT, AREA, *SCORES)
    if kind not in PERSONS:
        table.show(view, "Scores by quarter and their sum", rows, columns, key="scores")
        return
    table.show(view, "How the scores are spread", bands(rows), BANDS, key="bands")
    pages = max(1, -(-rows.height // PAGE))
    at = 1
    if pages > 1:
        st.caption(view.t("By number, not by score; {n} on a page, the download holds them all.", n=PAGE))
        at = st.pagination(pages, key=f"page_of_{kind}")
    shown = rows.slice((at - 1) * PAGE, PAGE)
    table.show(view, "Scores by quarter and their sum", shown, columns, key="scores")
    if pages > 1:
        table.offer(view, "All scores by quarter", rows, columns, key="all_scores")


def bands(rows: pl.DataFrame) -> pl.DataFrame:
    """Objects by tenths of the full score of the quarters counted, highest band first; who lacks a full score is not banded."""
    per_cent = pl.when(pl.col("full") > 0).then(pl.col("annual") * 100 / pl.col("full"))
    known = rows.select(per_cent.alias("per_cent")).drop_nulls()
    # The full score itself belongs to the highest band, or it would stand in one of its own.
    low = (pl.col("per_cent") / BAND).floor().clip(upper_bound=100 / BAND - 1) * BAND
    counted = known.select(low.cast(pl.Int64).alias("low")).group_by("low").len().sort("low", descending=True)
    return counted.select(
        pl.format("{}–{}%", pl.col("low"), pl.col("low") + BAND).alias("band"),
        pl.col("len").alias("objects"),
        (pl.col("len") * 100 / max(known.height, 1)).alias("share"),
    )
