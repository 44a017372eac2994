"""What deserves a second look: figures further from the whole than chance carries them, said without accusing anybody.

A signal is a reason to look into the rows. Whether anything is wrong is for people to find out.
"""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from biaochi.i18n import number, t
from biaochi.periods import ALL, parse_period
from biaochi.ui import table, words
from biaochi.ui.columns import Column
from biaochi.ui.context import View

CASES = {
    "closed_within_minutes_share": "{place}: {value} of {n} requests were closed within five minutes of the report ({whole} {figure}). "
    "Worth checking whether they were dealt with or closed alone; enquiries answered at once are in order.",
    "month_end_closing_share": "{place}: {value} of {n} closings fell on the last two days of the month ({whole} {figure}; were all days "
    "alike, {expected}). Worth checking whether closings waited for the end of the month.",
    "reopened_30_share": "{place}: {value} of {n} closed requests were opened again within 30 days ({whole} {figure}). Worth checking "
    "whether they were closed before the matter was settled.",
    "solved_dissatisfied_share": "{place}: of {n} call-backs, {value} say solved and yet dissatisfied ({whole} {figure}). Worth checking "
    "how “solved” was recorded.",
}
"""The signals of requests, each with its sentence."""
SURVEYS = {
    "round_number_share": "{place}: {value} of {n} figures reported are multiples of five ({whole} {figure}; counting and measuring give "
    "some 20% at most). Worth checking whether they were estimated.",
}
"""The signal of surveys."""
MOST = 5
_COLUMNS = (
    Column("signal", "Signal"),
    Column("area_name", "Area"),
    Column("category", "Category", say=lambda value, view: value or view.t("all categories")),
    Column("value", "Share (%)", "number", 2),
    Column("denominator", "Out of", "number"),
    Column("whole", "Whole (%)", "number", 2),
    Column("against", "Against the whole"),
)
_AGAINST = {
    "worse": "beyond the 99.8% limits",
    "better": "no more than usual",
    "similar": "no more than usual",
    "not_compared": "not compared",
}


def show(view: View, signals: dict[str, str] = CASES) -> None:
    """At most five sentences, the most striking first; one grey line where nothing stands out; all figures as a download.

    ``signals``: CASES or SURVEYS. Compared are the area in view, its categories and the areas just below it, each with the whole.
    """
    st.subheader(view.t("Worth a second look"), anchor="signals")
    known = [name for name in signals if view.has(name)]
    rows = pl.concat([_compared(view, name) for name in known]) if known else pl.DataFrame()
    striking = standing_out(rows, view.area) if known else []
    if striking:
        st.markdown("\n".join(f"- {_said(view, signals[row['signal']], row)}" for row in striking[:MOST]))
    told = []
    if known and not striking:
        told.append(quiet(rows, view.language))
    if len(striking) > MOST:
        told.append(view.t("{n} more are in the downloads.", n=len(striking) - MOST))
    told.append(view.t("A signal is a reason to look into the rows, not a finding."))
    if silent := [view.title(name) for name in signals if name not in known]:
        told.append(view.pair(view.t("Not recorded here"), ("、" if view.language == "zh" else ", ").join(silent)))
    st.caption(("" if view.language == "zh" else " ").join(told))
    if known:
        against = pl.col("verdict_whole").replace_strict({name: view.t(text) for name, text in _AGAINST.items()}, default=None)
        titles = pl.col("signal").replace_strict({name: view.title(name) for name in known})
        shown = rows.with_columns(against=against, signal=titles)
        table.offer(view, "Worth a second look", shown, _COLUMNS, key="signals")


def standing_out(rows: pl.DataFrame, here: str | None = None) -> list[dict[str, Any]]:
    """The rows beyond the 99.8 % limits of the whole: those of ``here`` first, then those furthest above it (as a multiple of it).

    A category is listed only where its area as a whole is not: it would say the same again.
    """
    worse = rows.filter((pl.col("verdict_whole") == "worse") & (pl.col("state") == "ok"))
    whole = pl.col("category").is_null()
    parts = worse.filter(~whole).join(worse.filter(whole), on=["signal", "area_code"], how="anti")
    found = pl.concat([worse.filter(whole), parts]).with_columns(
        is_elsewhere=pl.col("area_code").ne_missing(pl.lit(here, dtype=pl.String)), times=pl.col("value") / pl.col("whole")
    )
    return found.sort(["is_elsewhere", "times"], descending=[False, True], nulls_last=True).to_dicts()


def quiet(rows: pl.DataFrame, language: str) -> str:
    """What is said where no row of ``measures.value`` stands out: why not, and by which limits."""
    compared = rows.filter((pl.col("verdict_whole") != "not_compared") & (pl.col("state") == "ok"))
    if compared.is_empty():
        return t("Too few to be compared.", language)
    if "is_widened" in compared.columns and compared["is_widened"].any():
        return t("Nothing stands out from how the areas differ among themselves.", language)
    return t("Nothing lies beyond the 99.8% limits of chance.", language)


def _compared(view: View, name: str) -> pl.DataFrame:
    """Rows of ``measures.value`` that can be held against the whole, with ``signal``."""
    frames = [view.below(name)]
    if view.area not in (view.root, None, ALL):  # the whole is held against nothing, and its categories differ by nature
        frames.append(view.ask(name))
        if "category" in view.indicator(name).dimensions:
            frames.append(view.ask(name, by=("category",)))
    rows = pl.concat(frames).unique(["area_code", "category"], maintain_order=True)  # below a community lies itself
    return rows.filter(pl.col("area_code") != (view.root or ALL)).with_columns(signal=pl.lit(name))


def _said(view: View, text: str, row: dict[str, Any]) -> str:
    language, indicator = view.language, view.indicator(row["signal"])
    place = words.escape(row["area_name"])
    if row["category"]:
        place = f"{place} · {words.escape(row['category'])}"
    return view.t(
        text,
        place=f"**{place}**",
        value=f"**{words.figure(row['value'], indicator, language)}**",
        n=number(row["denominator"], language),
        whole=words.escape(view.areas.name(row["whole_code"]) or view.t("all areas")),
        figure=words.figure(row["whole"], indicator, language),
        expected=words.figure(_of_two_days(view), indicator, language),
    )


def _of_two_days(view: View) -> float:
    """What part of the days of the period are the last two of a month, in percent."""
    if view.period == ALL:
        return 100 * 24 / 365.25
    days = (parse_period(view.period, view.engine.calendar).end - parse_period(view.period, view.engine.calendar).start).days
    return 100 * 2 * round(days / 30.44) / days
