"""How long cases take, those counted that are still open; why three figures of the same cases differ; whether groups do."""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from biaochi.charts.survival import PHONE, WIDE, days_text, how_long_chart, interval_text
from biaochi.i18n import number
from biaochi.measures.durations import WITHIN, HowLong
from biaochi.measures.sums import MATURE_DAYS
from biaochi.ui import link, plot, table, words
from biaochi.ui.context import View
from biaochi.ui.table import Column

GROUPS = {"area": "By area", "category": "By category", "department": "By department"}
"""What the cases can be held apart by, with the words of the switch."""
DIFFERENT = {
    "area": "The areas differ beyond chance: half are closed within {shortest} to {longest}, depending on the area.",
    "category": "The categories differ beyond chance: half are closed within {shortest} to {longest}, depending on the category.",
    "department": "The departments differ beyond chance: half are closed within {shortest} to {longest}, depending on the department.",
}
DIFFERENT_AND_OPEN = {
    "area": "The areas differ beyond chance: half are closed from {shortest} on, depending on the area; in {n} of {all} not even "
    "half are closed yet.",
    "category": "The categories differ beyond chance: half are closed from {shortest} on, depending on the category; in {n} of {all} "
    "not even half are closed yet.",
    "department": "The departments differ beyond chance: half are closed from {shortest} on, depending on the department; in {n} of "
    "{all} not even half are closed yet.",
}
"""Where groups have no median yet, so that nobody knows the longest one."""
ALIKE = {
    "area": "The areas do not differ beyond chance.",
    "category": "The categories do not differ beyond chance.",
    "department": "The departments do not differ beyond chance.",
}
UNLIKELY = 0.05
"""A difference that chance makes less often than this is one."""


def _closed_within(value: float | None, view: View) -> Any:
    return view.t("not known yet") if value is None else round(value, 1)


def _median(value: float | None, view: View) -> Any:
    return view.t("not reached") if value is None else round(value, 1)


SHARES = (
    Column("within", "Within"),
    Column("all", "All cases (%)", "number", 1, say=_closed_within),
    Column("all_interval", "95% (all cases)", say=lambda value, view: value or "–"),
    Column("mature", "Mature cohort (%)", "number", 1, say=_closed_within),
    Column("mature_interval", "95% (mature)", narrow=False, say=lambda value, view: value or "–"),
)
COLUMNS = (
    Column("label", "Name", say=lambda value, view: view.t("not stated") if value is None else str(value)),
    Column("n", "Cases", "number"),
    Column("open", "Open", "number"),
    Column("median", "Median (days)", "number", 1, say=_median),
    Column("interval", "95% interval", narrow=False, say=lambda value, view: value or "–"),
    Column("within_7", "Closed within 7 days (%)", "number", 1, say=_closed_within),
    Column("within_30", "Closed within 30 days (%)", "number", 1, narrow=False, say=_closed_within),
    Column("closed_only_median", "Median of closed cases", "number", 1, narrow=False, say=_median),
)


def show(view: View) -> None:
    """Heading, sentence, picture, shares, what is left out, and the groups; nothing where no case was reported."""
    found = view.how_long()
    row = found.summary.row(0, named=True) if found.summary.height else {"n": 0}
    if not row["n"]:
        return
    st.subheader(view.t("How long it takes to close, open cases counted"), anchor="how_long")
    st.markdown(sentence(view, row))
    left, right = st.columns([5, 4], gap="medium")
    with left:
        chart = how_long_chart(found.curve, found.closed_only, row, view.language, width=PHONE if view.is_narrow else WIDE)
        plot.show(chart, "how_long")
    with right:
        table.show(view, "Share closed within so many days", shares(view, row), SHARES, key="closed_within")
        st.caption(cohort(view, row))
    st.caption(odd(view, row))
    groups(view)


def sentence(view: View, row: dict[str, Any]) -> str:
    """The three figures, each with the cases it looks at: that is why they differ."""
    parts = []
    on_time = view.figure("on_time_closure_rate")
    if on_time.get("value") is not None and on_time.get("state") == "ok":
        figure = words.figure(on_time["value"], view.indicator("on_time_closure_rate"), view.language)
        parts.append(view.t("**{figure}** were closed on time, of the cases that are due", figure=figure))
    if row["closed_only_mean"] is not None:
        mean = days_text(row["closed_only_mean"], view.language)
        parts.append(view.t("closed cases took **{time}** on average, those still waiting left out", time=mean))
    if row["median"] is not None:
        whole = "with the {n} open ones counted for as long as they have waited, half are closed within **{time}**"
        if not row["open"]:
            whole = "none is open any more, and half were closed within **{time}**"
        time = days_text(row["median"], view.language)
        parts.append(view.t(whole, n=number(row["open"], view.language), time=time))
    else:
        parts.append(
            view.t(
                "with the {n} open ones counted for as long as they have waited, **less than half are closed so far**",
                n=number(row["open"], view.language),
            )
        )
    text = ("；" if view.language == "zh" else "; ").join(parts)
    return text[0].upper() + text[1:] + ("。" if view.language == "zh" else ".")


def shares(view: View, row: dict[str, Any]) -> pl.DataFrame:
    """One row for each of WITHIN: the share of all cases by the curve, and that of the mature cohort."""
    rows = []
    for day in WITHIN:
        entry: dict[str, Any] = {"within": days_text(day, view.language)}
        for name, prefix in (("all", ""), ("mature", "mature_")):
            share, lower, upper = (row[f"{prefix}within_{day}{end}"] for end in ("", "_lower", "_upper"))
            entry |= {name: share, f"{name}_interval": _interval(lower, upper, view.language) if share is not None else None}
        rows.append(entry)
    schema = {"within": pl.String, "all": pl.Float64, "all_interval": pl.String, "mature": pl.Float64, "mature_interval": pl.String}
    return pl.DataFrame(rows, schema=schema)


def cohort(view: View, row: dict[str, Any]) -> str:
    """Who the mature cohort is."""
    if not row["mature_n"]:
        return view.t("Mature cohort: none yet; no month of the period ended {days} days ago.", days=MATURE_DAYS)
    months = row["mature_first"] if row["mature_first"] == row["mature_last"] else f"{row['mature_first']}/{row['mature_last']}"
    return view.t(
        "Mature cohort: {n} cases reported in {months}; each has been watched for at least {days} days.",
        n=number(row["mature_n"], view.language), months=words.period(months, view.language), days=MATURE_DAYS,
    )  # fmt: skip


def odd(view: View, row: dict[str, Any]) -> str:
    """Cases that one of the three figures cannot look at: counted and named."""
    return view.t(
        "Counted apart: {reversed} closed before they were reported (they have no duration), {timeless} without a deadline "
        "(they count here, not in on-time closure).",
        reversed=number(row["closed_before_reported"], view.language),
        timeless=number(row["without_deadline"], view.language),
    )  # fmt: skip


def groups(view: View) -> None:
    """The same by area, category or department, and whether they differ by more than chance."""
    offered = [name for name in GROUPS if _has_groups(view, name)]
    if not offered:
        return
    by = link.own("groups", offered, offered[0])
    if len(offered) > 1:
        link.widget(
            st.segmented_control, "groups", offered, by, view.t("How long, by"),
            format_func=lambda name: view.t(GROUPS[name]), label_visibility="collapsed", required=True,
        )  # fmt: skip
    found = _of(view, by)
    st.markdown(comparison(view, by, found))
    table.show(view, "Days to close, group by group", compared(view, by, found.summary), COLUMNS, key="how_long_by")


def comparison(view: View, by: str, found: HowLong) -> str:
    """The log-rank test as a sentence, with its numbers behind it."""
    test = found.log_rank
    if test is None:
        return view.t("Nothing was closed that the groups could be compared by.")
    chance = "p < 0.001" if test.p_value < 0.001 else f"p = {number(test.p_value, 'en', 3)}"
    told = f"log-rank χ² = {number(test.chi2, view.language, 1)}, df = {test.degrees}, {chance}"
    said = view.t(ALIKE[by])
    if test.p_value < UNLIKELY:
        known = found.summary.filter(pl.col("state") == "ok")["median"]
        medians = known.drop_nulls().sort()
        if medians.len() and known.null_count():
            numbers = {"n": number(known.null_count(), view.language), "all": number(known.len(), view.language)}
            said = view.t(DIFFERENT_AND_OPEN[by], shortest=days_text(medians[0], view.language), **numbers)
        elif medians.len() > 1:
            ends = {"shortest": days_text(medians[0], view.language), "longest": days_text(medians[-1], view.language)}
            said = view.t(DIFFERENT[by], **ends)
        else:
            said = view.t("The groups differ beyond chance.")
    return f"{said} :gray[{'（' if view.language == 'zh' else '('}{told}{'）' if view.language == 'zh' else ')'}]"


def compared(view: View, by: str, summary: pl.DataFrame) -> pl.DataFrame:
    """One row per group as the table shows it; the larger first, areas in their usual order."""
    rows = []
    figures = ("median", "within_7", "within_30", "closed_only_median")
    for row in summary.to_dicts():
        ok = row["state"] == "ok"
        entry = {"label": row["area_name"] if by == "area" else row["category"], "n": row["n"], "open": row["open"]}
        entry |= {name: row[name] if ok else None for name in figures}
        entry |= {f"{name}__state": row["state"] for name in figures}
        entry["interval"] = interval_text(row["median_lower"], row["median_upper"], view.language) if ok else None
        rows.append(entry)
    schema = {"label": pl.String, "n": pl.Int64, "open": pl.Int64, "interval": pl.String}
    schema |= {name: pl.Float64 for name in figures} | {f"{name}__state": pl.String for name in figures}
    frame = pl.DataFrame([{name: entry[name] for name in schema} for entry in rows], schema=schema)
    return frame if by == "area" else frame.sort(["n", "label"], descending=[True, False])


def _of(view: View, by: str) -> HowLong:
    return view.how_long(level=view.areas.level_below(view.area)) if by == "area" else view.how_long(by=(by,))


def _has_groups(view: View, by: str) -> bool:
    """Whether there is something to hold apart; asked of a rate that the page shows by the same groups anyway."""
    rates = view.below("closure_rate") if by == "area" else view.ask("closure_rate", by=(by,))
    return rates.filter(pl.col("denominator") > 0).height > 1


def _interval(lower: float, upper: float, language: str) -> str:
    return f"{number(lower, language, 1)}–{number(upper, language, 1)}"
