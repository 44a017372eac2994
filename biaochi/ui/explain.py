"""这个数字怎么来的: a figure taken apart on the page, from its two sums down to the rows of the files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import polars as pl
import streamlit as st

from biaochi.config import settings
from biaochi.engine import Engine
from biaochi.i18n import day, number, pick
from biaochi.measures import Question
from biaochi.measures.explain import explain
from biaochi.measures.explained import STANDINGS, Explanation, Held, Listing
from biaochi.scope import Scope
from biaochi.standards import documents
from biaochi.ui import link as links
from biaochi.ui import navigation, rowcolumns, states, table, words
from biaochi.ui.context import View

LIMIT = 500
"""Rows of each list on the page and in its downloads."""


@st.cache_data(max_entries=100, show_spinner=False)
def _explained(_engine: Engine, key: tuple[str, ...], roots: tuple[str, ...], question: Question) -> Explanation:
    return explain(_engine, question, Scope(roots), LIMIT)


def of(view: View, name: str) -> Explanation:
    """The explanation of an indicator for the area and period in view."""
    key = (str(settings().warehouse), view.engine.snapshot, view.engine.manifest.created_at)
    question = Question(
        name,
        area=view.area or "all",
        period=view.period,
        profile=view.profile,
        household_basis=view.households,
        population_basis=view.households,
    )
    return _explained(view.engine, key, view.scope.roots, question)


def link(view: View, name: str) -> None:
    """A small line under a figure that leads to where it is explained."""
    st.page_link(
        navigation.path("indicator"),
        label=view.t("Explain this number"),
        icon=":material/chevron_right:",
        icon_position="right",
        query_params={**{key: value for key, value in links.complete().items() if key in links.SHARED}, "indicator": name},
    )


def show(view: View, indicator_id: str) -> None:
    """The section of a page: the two sums in a sentence, then every step that leads to them."""
    st.subheader(view.t("How this number comes about"), anchor="explain")
    with st.spinner(view.t("Counting again, row by row …")):
        told = of(view, indicator_id)
    st.markdown(sentence(view, told))
    st.caption(_asked(view, told))
    if told.is_suppressed:
        states.nothing(view, "Too few persons stand behind this figure: neither it nor its rows are shown.")
    steps: dict[str, Callable[[View, Explanation], None]] = {}
    if told.cases:
        steps["Requests, one by one"] = _cases
    if not told.is_suppressed:
        steps["Areas that make it up"] = _parts
    if told.sources:
        steps["Imported rows"] = _sources
    steps |= {"Standard and meaning": _standard, "Statement": _statements}
    if told.files.height:
        steps["Source files"] = _files
    for tab, step in zip(st.tabs([view.t(title) for title in steps]), steps.values(), strict=True):
        with tab, states.part(view):
            step(view, told)


def sentence(view: View, told: Explanation) -> str:
    """“按期结案率 **91.2%** = 1234 ÷ 1353”, with what the two sums are."""
    row, indicator, language = told.row, told.indicator, view.language
    title = pick(indicator.title, language)
    if row["value"] is None:
        return f"{title} **{words.outcome(row, language, indicator)}**"
    said = f"{title} **{words.figure(row['value'], indicator, language)}**"
    numerator, denominator = (_exact(row[part], language) for part in ("numerator", "denominator"))
    if indicator.kind == "duration":
        detail = view.t("read off the curve of {n} requests, {closed} of them closed", n=denominator, closed=numerator)
        return f"{said}{'，' if language == 'zh' else ', '}{detail}"
    if indicator.kind == "count":
        return f"{said} = {numerator}　{_formula(view, told)}"
    scale = "" if indicator.scale == 1 or indicator.unit == "percent" else f" × {number(indicator.scale, language)}"
    return f"{said} = {numerator} ÷ {denominator}{scale}　{_formula(view, told)}"


def _formula(view: View, told: Explanation) -> str:
    return f":gray[{words.escape(pick(told.indicator.formula, view.language))}]"


def _asked(view: View, told: Explanation) -> str:
    """The instants between which it was asked; and up to when what it counts is known."""
    asked = told.period
    said = [
        view.t(
            "From {start} to {end}, as known at {cutoff}",
            start=rowcolumns.time(asked["start_at"], view),
            end=rowcolumns.time(asked["end_at"], view),
            cutoff=rowcolumns.time(asked["cutoff_at"], view),
        )
        if told.indicator.theme == "cases"
        else view.t("As last reported before {end}", end=rowcolumns.time(asked["end_at"], view))
    ]
    said += [f"{words.table(name, view.language)} {day(until, view.language)}" for name, until in told.as_of.items()]
    return " · ".join([*said, view.t("snapshot {id}", id=told.snapshot)])


def _cases(view: View, told: Explanation) -> None:
    cases = told.cases
    assert cases is not None  # the step is offered only where there are any
    if cases.withheld == "too_many":
        all_of_them = number(cases.listing.total, view.language)
        st.info(view.t("These are {n} requests: choose a smaller area or a shorter period to see each.", n=all_of_them))
        return
    if cases.withheld == "personal":
        sentence = "What single persons answered is not shown: requests stand here as they were reported, with how many of them count."
        st.caption(view.t(sentence))
    if not cases.listing.total:
        states.nothing(view, "No case was reported in this area and period.")
        return
    # A figure of one sum has requests that count, and no numerator to speak of.
    counts = pl.col("counts").replace({"numerator": "counted"} if told.indicator.kind == "count" else {})
    table.show(view, "Why requests count, and why not", cases.reasons.with_columns(counts), rowcolumns.WHY, key="explain_reasons")
    rows = cases.listing.rows.with_columns(counts)
    columns = [column for column in rowcolumns.CASES if rows[column.name].is_not_null().any()]
    title = "Requests of the period" if cases.withheld else "Requests in numerator and denominator"
    table.show(view, title, rows, columns, key="explain_cases")
    _cut(view, cases.listing)


def _parts(view: View, told: Explanation) -> None:
    parts = told.parts
    if told.hidden:
        sentence = "{n} rows of areas are not listed, to protect the persons behind small numbers."
        st.caption(view.t(sentence, n=number(told.hidden, view.language)))
    if told.categories.height:
        table.show(view, "The figure by category", told.categories, rowcolumns.CATEGORIES, key="explain_categories")
    digits = 0 if _is_whole(parts) else 1
    columns = [replace(column, digits=digits) if column.kind == "number" else column for column in rowcolumns.AREAS]
    if told.indicator.kind == "count":
        columns = [column for column in columns if column.name != "denominator"]
    table.show(view, "Areas that make it up", parts, columns, key="explain_parts")


def _sources(view: View, told: Explanation) -> None:
    for name, source in told.sources.items():
        title = words.TABLES.get(name, "import records")
        table.show(view, title, source.listing.rows, rowcolumns.of_table(source.listing.rows), key=f"explain_{name}")
        comma = "、" if view.language == "zh" else ", "
        st.caption(comma.join(f"{view.t(STANDINGS[how])} {number(n, view.language)}" for how, n in source.standings.items()))
        _cut(view, source.listing)


def _standard(view: View, told: Explanation) -> None:
    indicator, language = told.indicator, view.language
    lines = [pick(indicator.definition, language), view.pair(view.t("Formula"), pick(indicator.formula, language))]
    if told.standard:
        lines.append(view.pair(view.t("Held against"), _held(view, told, told.standard)))
    for held in told.thresholds:
        lines.append(view.pair(view.t("Each area is held against"), _held(view, told, held)))
    if not told.standard and not told.thresholds:
        lines.append(view.t("No standard holds for it here."))
    if caveat := pick(indicator.caveat, language):
        lines.append(view.pair(view.t("Mind"), caveat))
    st.markdown("\n\n".join(lines))


def _held(view: View, told: Explanation, held: Held) -> str:
    """Title, value, document, since when, and in how many areas."""
    amount = words.standard(held.value, replace(told.indicator, unit=held.unit), view.language)
    said = [f"{pick(held.title, view.language)} {amount}", pick(documents()[held.document], view.language)]
    if held.since:
        said.append(view.t("in force since {day}", day=day(held.since, view.language)))
    if held.areas is not None:
        said.append(view.t("in {n} areas", n=number(held.areas, view.language)))
    return " · ".join(said)


def _statements(view: View, told: Explanation) -> None:
    for statement in told.statements:
        st.caption(f"`{statement.file}`")
        st.code(statement.text, language="sql", wrap_lines=view.is_narrow)


def _files(view: View, told: Explanation) -> None:
    table.show(view, "Source files", told.files, rowcolumns.FILES, key="explain_files")


def _cut(view: View, listing: Listing) -> None:
    if listing.is_cut:
        shown, everything = (number(n, view.language) for n in (listing.rows.height, listing.total))
        st.caption(view.t("The first {n} of {all} are listed; a smaller area or a shorter period shows the rest.", n=shown, all=everything))


def _is_whole(parts: pl.DataFrame) -> bool:
    figures = pl.concat([parts["numerator"], parts["denominator"].cast(pl.Float64)]).drop_nulls()
    return bool((figures == figures.round(0)).all())


def _exact(value: float | None, language: str) -> str:
    return "–" if value is None else number(value, language, 0 if float(value).is_integer() else 1)
