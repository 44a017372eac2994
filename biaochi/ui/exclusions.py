"""What does not enter the rates of requests, in the open: counted, named, and what it does to each rate.

A grey line says how many are left out and why; a sentence above it, when more is left out than used to be.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import polars as pl
import streamlit as st

from biaochi.i18n import number
from biaochi.measures import Question
from biaochi.measures.exclusions import COUNTED, RATES, Alarm, alarms, excluded_share, step_by_step
from biaochi.ui import table, words
from biaochi.ui.columns import Column
from biaochi.ui.context import View

_NAMES = {
    "unfiled": "{n} not filed",
    "void": "{n} void",
    "merged": "{n} merged with another",
    "deferred": "{n} deferred",
    "open_not_due": "{n} open before their deadline",
    "without_deadline": "{n} without a deadline (left out of on-time closure only)",
    "closed_before_reported": "{n} closed before they were reported (left out of days to close only)",
}
_KINDS = {
    "deferred": "deferred requests",
    "merged": "requests merged with another",
    "unfiled": "requests not filed",
    "void": "void requests",
}
_STEPS = {
    COUNTED: "as counted everywhere",
    "deferred": "deferred ones counted, too",
    "merged": "merged ones counted, too",
    "unfiled": "those not filed counted, too",
    "void": "void ones counted, too: every request",
}
_COLUMNS = {
    COUNTED: Column(COUNTED, "As counted (%)", "number", 2),
    "deferred": Column("deferred", "With deferred (%)", "number", 2),
    "merged": Column("merged", "With merged (%)", "number", 2),
    "unfiled": Column("unfiled", "With not filed (%)", "number", 2),
    "void": Column("void", "With void (%)", "number", 2),
}
_BY_STEP = (
    Column("step", "What is counted", say=lambda step, view: view.t(_STEPS[step])),
    Column("numerator", "Numerator", "number"),
    Column("denominator", "Denominator", "number"),
    Column("value", "Rate (%)", "number", 2),
    Column("interval", "95% interval", narrow=False),
    Column("added", "Added", "number", narrow=False),
)
_ALARMS = {
    "month": "{area}: of the requests reported in {until} {share} are {kind} ({cases} of {reported}), against {before} in the "
    "{months_before} months before. That is more than chance explains and worth checking.",
    "months": "{area}: of the requests reported in the {months} months to {until} {share} are {kind} ({cases} of {reported}), against "
    "{before} in the {months_before} months before. That is more than chance explains and worth checking.",
}
MOST_ALARMS = 3
_HEADING = "Before and after exclusions"
_READ_SO = "Each column counts one kind more than the one before it. Most void requests have no closing: with them a rate falls."


def show(view: View) -> None:
    """The alarms, one grey line, and the rates before and after in a box that opens; nothing where every request counts."""
    rows = view.explore("case_exclusions").to_dicts()
    if not rows:
        return
    for alarm in _raised(view)[:MOST_ALARMS]:
        st.markdown(f":orange[▲] {sentence(view, alarm)}")
    counts = rows[0]
    named = [view.t(text, n=number(counts[name], view.language)) for name, text in _NAMES.items() if counts[name]]
    if named:
        told = ("、" if view.language == "zh" else ", ").join(named)
        reported = number(counts["reported"], view.language)
        st.caption(view.t("Of {n} requests reported, not counted in the rates: {named}", n=reported, named=told))
    kinds = [kind for kind in _KINDS if counts[kind]]
    if kinds:
        box = st.expander(view.t("The rates before and after what is left out"), key="before_after_box", on_change="rerun")
        with box:
            if box.open:
                _all_rates(view, kinds)


def before_and_after(view: View, name: str) -> None:
    """What the exclusions do to one rate, step by step; nothing for an indicator that leaves no case out."""
    if name not in RATES or not view.has(name):
        return
    steps = _steps(view, name)
    if steps["value"].null_count():  # nothing counted, or too few persons to be told
        return
    told = steps.filter((pl.col("step") == COUNTED) | (pl.col("added") > 0))
    if told.height == 1:
        st.caption(view.t("No request is kept out of this rate: it is the same before and after."))
        return
    first, last = told.row(0, named=True), told.row(-1, named=True)
    language, indicator = view.language, view.indicator(name)
    interval = [_interval(row, language) for row in told.to_dicts()]
    table.show(view, _HEADING, told.with_columns(interval=pl.Series(interval)), _BY_STEP, key="before_after")
    now, every = (words.figure(row["value"], indicator, language) for row in (first, last))
    n = number(last["denominator"] - first["denominator"], language)
    sentence = "{n} requests are left out. Were every request counted, the rate would be {all} instead of {value}."
    st.caption(view.t(sentence, n=n, all=every, value=now))


def sentence(view: View, alarm: Alarm) -> str:
    """What an alarm says: what is kept out, how much, how much before. It asks for a look and blames nobody."""
    return view.t(
        _ALARMS["month" if alarm.months == 1 else "months"],
        area=words.escape(alarm.area_name),
        kind=view.t(_KINDS[alarm.kind]),
        until=words.period(alarm.until, view.language),
        months=alarm.months,
        months_before=alarm.months_before,
        share=f"{number(alarm.share, view.language, 1)}%",
        before=f"{number(alarm.share_before, view.language, 1)}%",
        cases=number(alarm.cases, view.language),
        reported=number(alarm.reported, view.language),
    )


def _raised(view: View) -> list[Alarm]:
    """The alarms of the area in view, which come first, and of those just below it."""
    here = Question(RATES[0], area=view.area or "all", period=view.period, profile=view.profile)
    below = replace(here, level=view.areas.level_below(view.area))
    shares = pl.concat(excluded_share(view.engine, question, view.scope) for question in (here, below))
    found = alarms(shares.unique(maintain_order=True))  # below a community lies itself
    return sorted(found, key=lambda alarm: alarm.area_code != here.area)


def _steps(view: View, name: str) -> pl.DataFrame:
    return step_by_step(lambda include: view.ask(name, include=include))


def _all_rates(view: View, kinds: list[str]) -> None:
    """Each rate as counted and with each kind counted as well."""
    rows: list[dict[str, Any]] = []
    for name in RATES:
        if view.has(name):
            found = _steps(view, name)
            row: dict[str, Any] = {"rate": view.title(name)}
            for step, value, state in found.select("step", "value", "state").iter_rows():
                row |= {step: value, f"{step}__state": state}
            rows.append(row)
    columns = (Column("rate", "Rate"), *(_COLUMNS[step] for step in (COUNTED, *kinds)))
    schema = {"rate": pl.String} | dict.fromkeys(_COLUMNS, pl.Float64) | {f"{step}__state": pl.String for step in _COLUMNS}
    table.show(view, _HEADING, pl.DataFrame(rows, schema=schema), columns, key="before_after")
    st.caption(view.t(_READ_SO))


def _interval(row: dict[str, Any], language: str) -> str | None:
    edges = (row["lower"], row["upper"])
    return None if None in edges else " – ".join(number(edge, language, 2) for edge in edges)
