"""What the page on projects shows: how far they are, what they cost and who paid, and targets against what was reached."""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from biaochi.catalogue import catalogue
from biaochi.charts.columns import Goal, Part, stacked_rows, target_rows
from biaochi.charts.theme import INK, INK_TINT, SLATE_TINT, VIOLET
from biaochi.i18n import number, pick
from biaochi.ui import plot, states, table
from biaochi.ui.context import View
from biaochi.ui.money import yuan
from biaochi.ui.table import Column

STATUS = {"finished": "finished", "in_progress": "in progress", "planned": "planned"}
SOURCES = {
    "government_yuan": "Government",
    "street_yuan": "Subdistrict",
    "residents_yuan": "Residents",
    "unstated": "Source not stated",
}
_STATUS_COLOURS = (INK, INK_TINT, SLATE_TINT)
_SOURCE_COLOURS = (INK, VIOLET, INK_TINT, SLATE_TINT)


def _status(value: Any, view: View) -> str:
    return view.t(STATUS[value]) if value in STATUS else "–"


def metric_title(value: Any, view: View) -> str:
    """What a target counts: the title of the indicator of that name, else the export's own word."""
    return pick(catalogue()[value].title, view.language) if value in catalogue() else str(value)


def _year(value: Any, view: View) -> str:
    return str(value)


PROJECTS = (
    Column("county_name", "District", narrow=False),
    Column("area_name", "Area", narrow=False),
    Column("project_name", "Project"),
    Column("project_kind", "Kind", narrow=False),
    Column("project_status", "Status", say=_status),
    Column("started_on", "Started on", "day", narrow=False),
    Column("finished_on", "Finished on", "day", narrow=False),
    Column("households_benefiting", "Households benefiting", "number", narrow=False, absent="missing"),
    Column("invested_yuan", "Invested (yuan)", "number", absent="missing"),
    Column("government_yuan", "Government (yuan)", "number", narrow=False, absent="missing"),
    Column("street_yuan", "Subdistrict (yuan)", "number", narrow=False, absent="missing"),
    Column("residents_yuan", "Residents (yuan)", "number", narrow=False, absent="missing"),
)
TARGETS = (
    Column("metric", "Target", say=metric_title, narrow=False),
    Column("year", "Year", say=_year, narrow=False),
    Column("area_name", "Area"),
    Column("target", "To reach", "number"),
    Column("reached", "Achieved", "number", absent="missing"),
    Column("is_reached", "Against the target", "meets", of=("reached",)),
    Column("document", "Document", narrow=False),
)


def headline(view: View, kinds: pl.DataFrame, targets: pl.DataFrame) -> list[str | None]:
    """How many projects are finished, what they cost, and how many areas reached their target."""
    said: list[str | None] = []
    if not kinds.is_empty():
        finished, every = kinds["finished"].sum(), kinds["projects"].sum()
        said.append(
            view.t("all **{all}** projects are finished", all=number(every, view.language))
            if finished == every
            else view.t(
                "**{done}** of **{all}** projects are finished",
                done=number(finished, view.language),
                all=number(every, view.language),
            )
        )
        invested = kinds["invested_yuan"].drop_nulls()
        if invested.len():
            said.append(view.t("**{money}** are invested", money=yuan(float(invested.sum()), view.language)))
    for metric in _metrics(targets)[:1]:
        rows = targets.filter(pl.col("metric") == metric)
        said.append(
            view.t(
                "{title}: **{target}** to be reached in {n} areas",
                title=metric_title(metric, view),
                target=number(rows["target"].sum(), view.language),
                n=rows.height,
            )
        )
    return said


def progress(view: View, kinds: pl.DataFrame) -> None:
    """Finished, in progress and planned, by kind."""
    st.subheader(view.t("How far the projects are, by kind"), anchor="progress")
    parts = [Part(key, view.t(text), colour) for (key, text), colour in zip(STATUS.items(), _STATUS_COLOURS, strict=True)]
    plot.show(stacked_rows(_rows(kinds), parts, view.language, axis=view.t("Projects")), "project_kinds")


def money(view: View, kinds: pl.DataFrame) -> None:
    """Who paid, by kind; what no source is stated for is drawn as such."""
    st.subheader(view.t("Who pays, by kind"), anchor="money")
    if kinds["invested_yuan"].is_null().all():
        states.nothing(view, "No money is recorded for these projects.")
        return
    stated = pl.sum_horizontal(pl.col(name).cast(pl.Float64).fill_null(0) for name in list(SOURCES)[:3])
    frame = kinds.with_columns(unstated=(pl.col("invested_yuan").cast(pl.Float64) - stated).clip(lower_bound=0))
    parts = [Part(key, view.t(text), colour) for (key, text), colour in zip(SOURCES.items(), _SOURCE_COLOURS, strict=True)]
    paid = frame.filter(pl.col("invested_yuan").is_not_null())
    plot.show(stacked_rows(_rows(paid), parts, view.language, axis=view.t("yuan")), "project_money")


def targets_reached(view: View, targets: pl.DataFrame) -> None:
    """One picture for each target: every area with what it was to reach and what it reached; the sum is said above."""
    for metric in _metrics(targets):
        rows = targets.filter(pl.col("metric") == metric).sort(["target", "area_code"], descending=[True, False])
        st.subheader(view.pair(view.t("Targets"), metric_title(metric, view)), anchor=f"target_{metric}")
        year, document = rows["year"].max(), rows["document"].drop_nulls().first()
        reached = rows["reached"].drop_nulls()
        said = view.t("{year}: {target} in all", year=year, target=number(rows["target"].sum(), view.language))
        if reached.len():
            said += view.t(", {reached} reached", reached=number(reached.sum(), view.language))
        st.caption(" · ".join(part for part in (said, document) if part))
        goals = [Goal(row["area_name"], row["target"], row["reached"]) for row in rows.to_dicts()]
        plot.show(target_rows(goals, view.language, axis=metric_title(metric, view)), f"target_{metric}")


def tables(view: View, targets: pl.DataFrame) -> None:
    """The projects and the targets as tables."""
    found = view.explore("projects")
    projects = found.sort(pl.col("project_status").replace_strict(list(STATUS), range(len(STATUS)), default=9), maintain_order=True)
    if not projects.is_empty():
        table.show(view, "Projects", projects, [c for c in PROJECTS if _said(projects, c)], key="projects")
    if not targets.is_empty():
        judged = targets.with_columns(is_reached=pl.col("reached") >= pl.col("target"))
        table.show(view, "Targets by area", judged, TARGETS, key="targets")


def _said(frame: pl.DataFrame, column: Column) -> bool:
    """Whether any row says anything in ``column``; the money of a project is asked for even where nobody gave it."""
    return column.name == "invested_yuan" or frame[column.name].is_not_null().any()


def _metrics(targets: pl.DataFrame) -> list[str]:
    return targets["metric"].unique(maintain_order=True).to_list()


def _rows(kinds: pl.DataFrame) -> list[tuple[str, dict[str, Any]]]:
    ordered = kinds.sort(["projects", "project_kind"], descending=[True, False])
    return [(row["project_kind"], row) for row in ordered.to_dicts()]
