"""One community on one page: who it is and was, and every indicator against the standard, its street and its city."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl
import streamlit as st

from biaochi.catalogue import Indicator, catalogue
from biaochi.i18n import day, number, pick
from biaochi.ui import cards, link, table, words
from biaochi.ui.context import View
from biaochi.ui.table import Column

TYPES = {"urban": "urban", "town": "town", "rural": "rural"}
PEOPLE = {"resident": "{n} resident", "floating": "{n} floating", "total": "{n} in all", "registered": "{n} registered"}
SKIPPED = ("communities", "towns")
"""Counts of areas: a community is one of itself."""
MOST_LISTED = 80
"""Up to so many communities are listed by name; beyond that the next level down is, and they below it."""
_NONE = ("missing", "not_applicable")
_CONVERTED = "村"
"""What the name of a village that became a community ends with."""

COLUMNS = (
    Column("theme", "Theme"),
    Column("title", "Indicator"),
    Column("value", "Here"),
    Column("standard", "Standard"),
    Column("outcome", "Against the standard", "outcome"),
    Column("town", "Subdistrict"),
    Column("city", "City"),
)


@dataclass(frozen=True)
class Line:
    """One indicator of the community, and the same of the areas around it."""

    indicator: Indicator
    own: dict[str, Any]
    town: dict[str, Any]
    city: dict[str, Any]
    history: pl.DataFrame

    @property
    def is_yes_or_no(self) -> bool:
        """The share of one community is yes or no; a percentage of one says nothing."""
        return self.indicator.kind == "proportion" and not self.indicator.sampling and self.own.get("denominator") == 1

    @property
    def series(self) -> list[float | None]:
        return self.history["value"].to_list()


def is_community(view: View) -> bool:
    return view.areas.level(view.area) == "community"


def around(view: View) -> tuple[str | None, str | None]:
    """The town-level area and the city (else the district) that the community lies in, where it is not alone in them."""
    above = [code for code in view.areas.path(view.area)[:-1] if (view.areas.rows[code]["communities"] or 0) > 1]
    town = next((code for code in reversed(above) if view.areas.level(code) == "town"), None)
    city = next((code for level in ("city", "county") for code in above if view.areas.level(code) == level), None)
    return town, city


def how_many(view: View) -> str | None:
    """The sentence above the chooser."""
    row = view.areas.rows.get(view.area or "")
    every = [row] if row else [view.areas.rows[code] for code in view.areas.children.get(None, [])]
    n = sum(r["communities"] or 0 for r in every)
    if not n:
        return None
    return view.t("{area} has **{n}** communities: choose one", area=view.area_name.replace("**", ""), n=number(n, view.language))


def choose(view: View) -> None:
    """The communities below the area in view as links; where they are too many, the areas that they lie in."""
    below = view.areas.depths_below(view.area)
    communities = [code for code in below if view.areas.level(code) == "community"]
    if len(communities) <= MOST_LISTED:
        groups: dict[str | None, list[str]] = {}
        for code in communities:
            groups.setdefault(view.areas.rows[code]["parent_code"], []).append(code)
    else:
        top = view.area if view.area in view.areas.rows else None
        groups = {top: view.areas.children.get(top, [])}
        st.caption(view.t("There are {n} communities: choose a part first.", n=number(len(communities), view.language)))
    for parent, codes in groups.items():
        if parent and len(groups) > 1:
            st.markdown(f":small[:gray[{words.escape(_place(view, parent))}]]")
        with st.container(horizontal=True, gap="small"):
            for code in codes:
                row = view.areas.rows[code]
                count = "" if row["level"] == "community" else f" · {row['communities'] or 0}"
                st.button(
                    words.escape(row["area_name"]) + count,
                    key=f"community_{code}",
                    on_click=link.choose,
                    kwargs={"area": code},
                )


def _place(view: View, code: str) -> str:
    """A name with the district it lies in, because names repeat."""
    above = [c for c in view.areas.path(code) if view.areas.level(c) in ("county", "town") and c != view.area]
    return " · ".join(view.areas.name(c) for c in above) or view.areas.name(code)


def facts(view: View) -> list[tuple[str, str]]:
    """Who the community is: (label, text), where known."""
    row = view.areas.rows[view.area]
    above = {view.areas.level(code): view.areas.name(code) for code in view.areas.path(view.area)[:-1]}
    found = [
        (view.t("Subdistrict or town"), above.get("town", "")),
        (view.t("District"), above.get("county", "")),
        (view.t("City or prefecture"), above.get("city", "")),
        (view.t("Type"), view.t(TYPES[row["community_type"]]) if row.get("community_type") in TYPES else ""),
        (view.t("Households"), people(view, "households")),
        (view.t("Population"), people(view, "population")),
    ]
    return [(label, text) for label, text in found if text]


def people(view: View, name: str) -> str:
    """Households or persons on every basis that is recorded: 7,891 total = 4,779 resident + 3,112 floating."""
    counted: dict[str, float] = {}
    for basis in PEOPLE:
        row = view.figure(name, household_basis=basis, population_basis=basis)
        if row.get("state") == "ok" and row["value"] is not None:
            counted[basis] = row["value"]

    def said(basis: str) -> str:
        return view.t(PEOPLE[basis], n=number(counted[basis], view.language))

    if {"total", "resident", "floating"} <= counted.keys() and counted["total"] == counted["resident"] + counted["floating"]:
        text = f"{said('total')} = {said('resident')} + {said('floating')}"
        return text + (f" · {said('registered')}" if "registered" in counted else "")
    return " · ".join(said(basis) for basis in counted)


def history(view: View) -> list[str]:
    """What the community was before: renamed, merged from several, or converted from villages, and when."""
    rows = [row for row in view.explore("area_history").to_dicts() if row["area_code"] == view.area and row["predecessor_code"]]
    if not rows:
        return []
    names = ("、" if view.language == "zh" else ", ").join(str(row["predecessor_name"] or row["predecessor_code"]) for row in rows)
    ended = max((row["valid_to"] for row in rows if row["valid_to"]), default=None)
    when = day(ended, view.language) if ended else None
    if all(str(row["predecessor_name"] or "").endswith(_CONVERTED) for row in rows):
        return [
            view.t("converted from {names} on {day}", names=names, day=when) if when else view.t("converted from {names}", names=names)
        ]
    if len(rows) > 1:
        return [view.t("merged from {names} on {day}", names=names, day=when) if when else view.t("merged from {names}", names=names)]
    return [view.t("formerly {names}, until {day}", names=names, day=when) if when else view.t("formerly {names}", names=names)]


def judged(indicator: Indicator, own: dict[str, Any]) -> dict[str, Any]:
    """The row without a verdict where the standard is for a share of communities: one alone is no fifth of them."""
    is_one = indicator.kind == "proportion" and not indicator.sampling and own.get("denominator") == 1
    if is_one and own.get("standard") not in (None, 100):
        return {**own, "standard": None, "standard_document": None, "verdict": "not_compared"}
    return own


def lines(view: View) -> list[Line]:
    """Every indicator of which the community has a value, in the order of the catalogue; counts aloud while it asks."""
    town, city = around(view)
    found: list[Line] = []
    asked = [indicator for indicator in catalogue().values() if indicator.id not in SKIPPED]
    told = st.empty()
    for at, indicator in enumerate(asked):
        told.progress(at / len(asked), view.t("Indicator {n} of {all}", n=at + 1, all=len(asked)))
        answer = view.ask(indicator.id, beside=tuple(code for code in (town, city) if code))
        rows = {row["area_code"]: row for row in answer.to_dicts()}
        own = rows.get(str(view.area), {})
        if own.get("state") in _NONE or own.get("value") is None:
            continue
        found.append(
            Line(
                indicator,
                judged(indicator, own),
                rows.get(str(town), {}),
                rows.get(str(city), {}),
                cards.history(view, indicator.id),
            )
        )
    told.empty()
    return found


def headline(view: View, shown: list[Line]) -> list[str | None]:
    """How many figures there are, how many meet their standard, and which do not."""
    if not shown:
        return []
    judged = [line for line in shown if line.own.get("verdict") in ("better", "similar", "worse")]
    worse = [line for line in judged if line.own["verdict"] == "worse"]
    said = [
        view.t(
            "{area}: **{n}** of **{all}** figures compared are not below their standard",
            area=view.area_name.replace("**", ""),
            n=len(judged) - len(worse),
            all=len(judged),
        )
        if judged
        else view.t("{area} has **{n}** figures; none has a standard here", area=view.area_name.replace("**", ""), n=len(shown))
    ]
    if worse:
        comma = "、" if view.language == "zh" else ", "
        names = comma.join(pick(line.indicator.title, view.language) for line in worse[:3])
        if len(worse) > 3:
            said.append(view.t("**{n}** are below it, such as {names}", n=len(worse), names=names))
        else:
            said.append(view.t("below it: {names}", names=names))
    return said


def value_text(view: View, line: Line, row: dict[str, Any]) -> str:
    """A figure as the table shows it; – with the reason where there is none."""
    if row.get("value") is None or row.get("state") != "ok":
        return words.outcome(row, view.language) if row.get("state") in ("missing", "too_few", "suppressed") else "–"
    if row is line.own and line.is_yes_or_no:
        return view.t("yes") if row["numerator"] else view.t("no")
    return words.figure(row["value"], line.indicator, view.language, row.get("standard"))


def offer(view: View, shown: list[Line]) -> None:
    """The page as a table to download."""
    rows = [
        {
            "theme": view.t(words.THEMES[line.indicator.theme]),
            "title": pick(line.indicator.title, view.language),
            "value": value_text(view, line, line.own),
            "standard": standard_text(view, line),
            "outcome": words.outcome(line.own, view.language, line.indicator),
            "town": value_text(view, line, line.town),
            "city": value_text(view, line, line.city),
        }
        for line in shown
    ]
    table.offer(view, "Every figure of the community", pl.DataFrame(rows), COLUMNS, key="profile")


def standard_text(view: View, line: Line) -> str:
    if line.own.get("standard") is None:
        return "–"
    return words.standard(line.own["standard"], line.indicator, view.language)
