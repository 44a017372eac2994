"""典型经验: the places of the source documents, how each governs, what it printed, and one's own area beside it."""

from __future__ import annotations

import html
from dataclasses import replace
from typing import Any

import polars as pl
import streamlit as st

from biaochi.catalogue import catalogue
from biaochi.charts.theme import MUTED
from biaochi.i18n import pick
from biaochi.places import Place, PlaceFigure, places
from biaochi.published import figures
from biaochi.reference import name_of
from biaochi.standards import documents
from biaochi.ui import beside, link, navigation, states, table, words
from biaochi.ui.context import View, periods, usual_period
from biaochi.ui.table import Column

KINDS = {
    "stock": "as it stood",
    "flow": "over a span",
    "target": "a target",
    "structure": "how it is built",
    "rate": "a rate",
}
ORIGINS = {"printed": "printed", "calculated": "calculated"}
_ON_CARD = 3


def _kind(value: Any, view: View) -> str:
    return view.t(KINDS[value]) if value in KINDS else "–"


def _origin(value: Any, view: View) -> str:
    return view.t(ORIGINS[value]) if value in ORIGINS else "–"


AGAINST_ROWS = (
    Column("meaning", "What the document says"),
    Column("printed", "Printed", width=170),
    Column("counted", "From its rows", width=170),
    Column("mark", "Do they agree", "outcome", width=130),
    Column("kind", "Kind", say=_kind, narrow=False, width=90),
    Column("origin", "Origin", say=_origin, narrow=False, width=110),
    Column("scope", "Printed for", narrow=False),
)
BESIDE = (
    Column("meaning", "Figure"),
    Column("printed", "There", width=170),
    Column("date", "Date", narrow=False, width=100),
    Column("own", "Here", width=150),
    Column("said", "Difference, or why not to compare"),
)
EVERY = (
    Column("meaning", "What the document says"),
    Column("printed", "Printed"),
    Column("date", "Date", narrow=False),
    Column("kind", "Kind", say=_kind, narrow=False),
    Column("origin", "Origin", say=_origin, narrow=False),
    Column("scope", "Printed for", narrow=False),
)


def chosen() -> Place | None:
    """The place that the URL names."""
    code = link.own("place", list(places()), "")
    return places().get(code)


def own_view(view: View, place: Place) -> View:
    """The view of the reader's own area: the one in view, or home where the one in view lies in the place itself."""
    inside = place.area in view.areas.path(view.area)
    return _home(view) if inside and view.area != view.home else view


def _home(view: View) -> View:
    """Home as it is usually looked at, on the basis that the reader has chosen."""
    area = None if view.home == "all" else view.home
    usual = usual_period(view.engine, area, periods(view.engine, area))
    return replace(view, area=area, period=usual, profile=view.engine.standard_of(area))


def headline(view: View, place: Place | None) -> list[str | None]:
    """How many places and figures there are; or how far one place's figures are borne out by its rows."""
    if place is None:
        every = figures()
        return [
            view.t(
                "**{n}** places with **{figures}** published figures; choose one to see its system and set your area beside it",
                n=len(places()),
                figures=every.height,
            )
        ]
    verdicts = [row["agrees"] for row in against_rows(view, place)]
    judged = [verdict for verdict in verdicts if verdict is not None]
    title = pick(place.title, view.language).replace("**", "")
    if not judged:
        return [view.t("{title}: **{n}** published figures, none of them is counted from imported rows", title=title, n=_of(place).height)]
    if all(judged):
        return [view.t("{title}: all **{n}** published figures come out of the imported rows as printed", title=title, n=len(judged))]
    return [
        view.t(
            "{title}: **{n}** of **{all}** published figures come out of the imported rows as printed",
            title=title,
            n=sum(judged),
            all=len(judged),
        )
    ]


def cards(view: View) -> None:
    """The places by province, each a card with its document and its best known figures."""
    with st.grid(3, min_column_width=300, border=True) as grid:
        for place in places().values():
            with grid, st.container(height="stretch", gap="xsmall"):
                _card(view, place)


def _card(view: View, place: Place) -> None:
    province = words.escape(name_of(f"{place.area[:2]}0000") or "")
    st.markdown(f"**{words.escape(pick(place.title, view.language))}** :gray[:small[{province}]]")
    st.caption(words.escape(source(view, place)))
    if note := pick(place.note, view.language):
        st.markdown(f":small[{words.escape(note)}]")
    shown = [printed for figure in place.figures if (printed := _published(figure.published))] or _of(place).to_dicts()
    rows = "".join(
        f'<div style="display:flex;justify-content:space-between;gap:12px"><span style="color:{MUTED}">'
        f"{html.escape(meaning(printed, view.language))}</span>"
        f'<strong style="white-space:nowrap">{html.escape(beside.printed_text(printed, view.language))}</strong></div>'
        for printed in shown[:_ON_CARD]
    )
    with st.container(height="stretch"):
        if rows:
            st.html(f'<div style="font-size:13.5px;line-height:1.7">{rows}</div>')
    st.button(view.t("See how it governs"), key=f"place_{place.area}", on_click=link.choose, kwargs={"place": place.area}, type="tertiary")


def source(view: View, place: Place) -> str:
    """The document a place is described in; its title says the date."""
    title = documents().get(place.document)
    return pick(title, view.language) if title else place.document


def head(view: View, place: Place) -> None:
    """Title, document, note, and the way back to all places."""
    back = view.t("All places")
    st.button(f"‹ {back}", key="all_places", type="tertiary", on_click=link.choose, kwargs={"place": "all"})
    st.caption(words.escape(source(view, place)))
    if note := pick(place.note, view.language):
        st.markdown(words.escape(note))


def pages_of(view: View, place: Place) -> None:
    """Links to the pages on which the place's practice is best seen, looked at as its own people do."""
    there = [name for name in place.pages if name in navigation.PAGES]
    if not there:
        return
    at = there_view(view, place)
    query = {"area": place.area, "period": at.period, "standard": at.profile, "households": at.households, "lang": view.language}
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(view.t("See it at work"), width="content")
        for name in there:
            st.page_link(navigation.path(name), label=view.t(navigation.PAGES[name]), icon=":material/arrow_forward:", query_params=query)


def there_view(view: View, place: Place) -> View:
    """The view that the place's own officials have: its area, its standards, its basis, its period."""
    offered = periods(view.engine, place.area)
    return replace(
        view,
        area=place.area,
        period=usual_period(view.engine, place.area, offered),
        profile=view.engine.standard_of(place.area),
        households=place.usual.get("households", "resident"),
    )


def is_imported(view: View, place: Place) -> bool:
    """Whether the warehouse holds rows of the place at all."""
    return place.area in view.areas.rows


def against_rows(view: View, place: Place) -> list[dict[str, Any]]:
    """Each figure of the place with what the imported rows give for the same question."""
    at = there_view(view, place)
    found = []
    for figure in place.figures:
        printed = _published(figure.published)
        if printed is None:
            continue
        value = _counted(at, figure, printed["basis"]) if is_imported(view, place) else None
        verdict = beside.agrees(printed, value)
        found.append(
            {
                **printed,
                "meaning": meaning(printed, view.language),
                "printed": beside.printed_text(printed, view.language),
                "counted": beside.counted_text(value, printed, catalogue()[figure.indicator], view.language),
                "agrees": verdict,
                "mark": beside.mark(verdict, view.language),
                "scope": printed[f"scope_{view.language}"],
            }
        )
    return found


def _counted(at: View, figure: PlaceFigure, basis: str | None) -> float | None:
    """The value of the question that counts a printed figure; None where the rows give none."""
    asked: dict[str, Any] = {"area": figure.area}
    if figure.period:
        asked["period"] = figure.period
    if households := figure.households or basis:
        asked |= {"household_basis": households, "population_basis": households}
    if figure.level:
        asked["level"] = figure.level
    frame = at.ask(figure.indicator, **asked, by=("category",)) if figure.category else at.ask(figure.indicator, **asked)
    if figure.category:
        frame = frame.filter(pl.col("category") == figure.category)
    known = frame.filter(pl.col("state").is_in(["ok", "too_few"]))["value"].drop_nulls()
    return float(known[0]) if known.len() else None


def show_against_rows(view: View, place: Place) -> None:
    """The table of printed figures beside the imported rows; and every other number of the place's document."""
    if not is_imported(view, place):
        states.nothing(
            view,
            "The rows of this place are not in this warehouse.",
            "The demo holds them: “python -m biaochi demo”.",
        )
    rows = [_row(row, AGAINST_ROWS) for row in against_rows(view, place)]
    if rows:
        table.show(view, "What the document prints, and what its rows give", pl.DataFrame(rows), AGAINST_ROWS, key="against_rows")
    every = [
        _row(
            {
                **row,
                "meaning": meaning(row, view.language),
                "printed": beside.printed_text(row, view.language),
                "scope": row[f"scope_{view.language}"],
            },
            EVERY,
        )
        for row in _of(place).to_dicts()
    ]
    if every:
        with st.expander(view.t("All {n} numbers that the document prints about this place", n=len(every))):
            table.show(view, "Every number of the document", pl.DataFrame(every, infer_schema_length=None), EVERY, key="every_number")


def show_beside(view: View, place: Place) -> None:
    """One's own area beside the place: the difference where they may be compared, the reason where they may not."""
    here = own_view(view, place)
    year = int(here.period[:4]) if here.period[:4].isdigit() else view.engine.as_of.year
    rows = []
    for figure in place.figures:
        printed = _published(figure.published)
        if printed is None or figure.category or figure.area != place.area:
            continue
        own = here.figure(figure.indicator)
        indicator = catalogue()[figure.indicator]
        why = beside.reason(printed, figure.indicator, own, view.households, year, view.language)
        known = own.get("state") == "ok" and own.get("value") is not None
        rows.append(
            {
                "meaning": _title(view, indicator, printed["basis"]),
                "printed": beside.printed_text(printed, view.language),
                "date": printed["date"],
                "own": words.figure(own["value"], indicator, view.language) if known else "–",
                "said": f"– {why}" if why else _difference(view, indicator, own["value"] - printed["value"]),
                "comparable": why is None,
            }
        )
    if not rows:
        return
    ordered = sorted(rows, key=lambda row: not row["comparable"])
    table.show(view, "Our area beside it", pl.DataFrame([_row(row, BESIDE) for row in ordered]), BESIDE, key="beside")
    st.caption(
        view.t(
            "Here: {area}, {period}, {basis}. {n} of {all} figures can be compared.",
            area=words.escape(here.area_name),
            period=words.period(here.period, view.language),
            basis=view.t(beside.BASES[view.households]),
            n=sum(row["comparable"] for row in rows),
            all=len(rows),
        )
    )


def _title(view: View, indicator: Any, basis: str | None) -> str:
    """The title of an indicator, with the basis that a document counts it on."""
    title = pick(indicator.title, view.language)
    if not basis:
        return title
    return f"{title}（{view.t(beside.BASES[basis])}）" if view.language == "zh" else f"{title} ({view.t(beside.BASES[basis])})"


def _difference(view: View, indicator: Any, step: float) -> str:
    said = words.difference(step, indicator, view.language)
    return view.t("here {difference}", difference=said)


def meaning(printed: dict[str, Any], language: str) -> str:
    """What a published figure means."""
    return printed[f"meaning_{language}"] or printed["meaning_zh"]


def _row(row: dict[str, Any], columns: tuple[Column, ...]) -> dict[str, Any]:
    return {column.name: row.get(column.name) for column in columns}


def _of(place: Place) -> pl.DataFrame:
    """All published figures of the place and of the areas that its own figures name."""
    areas = {place.area, *(figure.area for figure in place.figures)}
    return figures().filter(pl.col("area_code").is_in(sorted(areas)))


def _published(name: str) -> dict[str, Any] | None:
    found = figures().filter(pl.col("id") == name).to_dicts()
    return found[0] if found else None
