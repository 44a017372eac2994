"""The one row of filters, the same on each page: area, period, standard, basis of households; link, downloads, language.

On a narrow window the row folds into one button.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from biaochi.engine import Engine
from biaochi.errors import BiaochiError
from biaochi.i18n import pick, t
from biaochi.periods import parse_period
from biaochi.places import places
from biaochi.standards import profiles
from biaochi.ui import context, copylink, link, viewport, words
from biaochi.ui.areas import Areas
from biaochi.ui.context import View, reader_scope

ALL_AREAS = "all"
CONTROLS = ", ".join(f".st-key-{key}" for key in ("filters", "breadcrumb", "choice_map", "choice_rule", "choice_against"))
CONTROLS += ", .st-key-compare_choices, [class*='st-key-downloads_']"
HOUSEHOLDS = {"resident": "resident", "total": "total", "registered": "registered"}


def read(engine: Engine, areas: Areas, language: str, page: str) -> tuple[View, list[str], list[BiaochiError]]:
    """The view that the URL asks for, the periods to choose from, and what could not be followed (the default is taken there)."""
    problems: list[BiaochiError] = []

    def checked(name: str, sentence: str, known: Any, default: str) -> str:
        asked = link.asked(name)
        if asked is None or asked in known:
            return asked or default
        problems.append(BiaochiError(sentence, value=asked))
        return default

    area = checked("area", "There is no area “{value}” in the data.", [ALL_AREAS, *areas.rows], engine.home)
    start = usual(engine, area)
    profile = checked("standard", "There is no set of standards “{value}”.", profiles(), start["standard"])
    households = checked("households", "There is no household basis “{value}”.", HOUSEHOLDS, start["households"])
    period = link.asked("period") or start["period"]
    try:
        period = parse_period(period).label
    except BiaochiError as problem:
        problems.append(problem)
        period = start["period"]
    link.remember({"area": area, "period": period, "standard": profile, "households": households, "lang": language})
    return (
        View(
            engine=engine,
            scope=reader_scope(),
            areas=areas,
            language=language,
            area=None if area == ALL_AREAS else area,
            period=period,
            profile=profile,
            households=households,
            is_narrow=viewport.is_narrow(),
            page=page,
        ),
        context.periods(engine, None if area == ALL_AREAS else area),
        problems,
    )


def usual(engine: Engine, area: str) -> dict[str, str]:
    """The choices a reader starts with in an area: standards, basis of households and period that are usual there."""
    code = None if area == ALL_AREAS else area
    return {
        "standard": engine.standard_of(code),
        "households": engine.usual(code).get("households", "resident"),
        "period": context.usual_period(engine, code, context.periods(engine, code)),
    }


def show(view: View, periods: list[str]) -> View:
    """Draw the row; the view returned knows where downloads go."""
    # The class that a key gives its container is Streamlit's documented hook: a printed page has no controls. A picture
    # keeps the width it has on the screen, so the sheet is scaled to a usual window instead of cutting the picture.
    st.html(
        f"<style>@page {{ size: A4; margin: 10mm }} @media print {{ body {{ zoom: 0.55 }} {CONTROLS} {{ display: none }} }}</style>"
    )
    if not view.is_narrow:
        with st.container(key="filters", horizontal=True, vertical_alignment="bottom", gap="small"):
            _selects(view, periods, (240, 190, 200, 130))
            st.space("stretch")
            copylink.show(view, link.full())
            downloads = st.popover(view.t("Download"), icon=":material/download:")
            _language(view)
    else:
        with st.container(key="filters", horizontal=True, vertical_alignment="bottom", gap="xsmall"):
            name = place_name(view, view.root) if view.area == view.root != view.home and view.root else view.area_name
            label = f"{name} · {words.period(view.period, view.language)}"
            with st.popover(words.escape(label), icon=":material/tune:", width=270):
                _selects(view, periods, ("stretch",) * 4)
                copylink.show(view, link.full())
                downloads = st.container()
            _language(view)
    return replace(view, downloads=downloads)


def wholes(view: View) -> list[str]:
    """The places that stand for themselves in the data, the home area first."""
    known = [code for code in places() if code in view.areas.rows and view.engine.root(code) == code]
    return sorted(known, key=lambda code: (code != view.home, code))


def place_name(view: View, code: str) -> str:
    """A place by its title, for there are two 桥西区: 石家庄市桥西区; else by the name above it as well."""
    if code in places():
        return pick(places()[code].title, view.language)
    path = [view.areas.name(each) for each in view.areas.path(code)]
    return ("" if view.language == "zh" else " ").join(path[-2:])


def _selects(view: View, periods: list[str], widths: tuple[Any, ...]) -> None:
    language = view.language
    everything = view.home == ALL_AREAS
    depths = view.areas.depths_below(None if everything else view.root)
    others = [] if everything else [code for code in wholes(view) if code not in depths]
    offered = [ALL_AREAS, *depths] if everything else [*depths, *others]
    if (view.area or ALL_AREAS) not in offered:
        offered.insert(0, view.area or ALL_AREAS)

    def area_label(code: str) -> str:
        if code == ALL_AREAS:
            return t("All areas", language)
        name = view.areas.name(code)
        if code in others:
            return "↗ " + place_name(view, code)
        if code == view.root and code != view.home:
            return place_name(view, code)
        if code == view.root and view.areas.level(code) == "city":
            return t("{city} (whole city)", language, city=place_name(view, code) if code in places() else name)
        return "\u2003" * max(depths.get(code, 0) - 1, 0) + name

    link.widget(
        st.selectbox,
        "area",
        offered,
        view.area or ALL_AREAS,
        t("Area", language),
        format_func=area_label,
        also=lambda code: usual(view.engine, code) if view.engine.root(code) != view.root else {},
        filter_mode="contains",
        width=widths[0],
    )
    shown = periods if view.period in periods else [view.period, *periods]
    link.widget(
        st.selectbox,
        "period",
        shown,
        view.period,
        t("Period", language),
        format_func=lambda label: words.period(label, language),
        filter_mode="contains",
        width=widths[1],
    )
    link.widget(
        st.selectbox,
        "standard",
        list(profiles()),
        view.profile,
        t("Standards", language),
        format_func=lambda name: pick(profiles()[name].title, language),
        width=widths[2],
    )
    link.widget(
        st.selectbox,
        "households",
        list(HOUSEHOLDS),
        view.households,
        t("Household basis", language),
        format_func=lambda name: t(HOUSEHOLDS[name], language),
        width=widths[3],
    )


def _language(view: View) -> None:
    other = "en" if view.language == "zh" else "zh"
    st.button(
        "EN" if other == "en" else "中文",
        key="other_language",
        on_click=link.choose,
        kwargs={"lang": other},
        help=view.t("Show this page in English") if other == "en" else view.t("Show this page in Chinese"),
    )
