"""What is compared on 区县对比: which areas, in which indicators, against which group.

Every choice of the page lives in the URL, so that a copied link shows the same comparison: ``theme``, ``indicator``,
``spine_area`` (the area in focus), ``group`` (all areas of the level or the peers of the one in focus), and the weights by which
peers are found (see ``ui.comparing_peers``).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import polars as pl
import streamlit as st

from biaochi.catalogue import Indicator, catalogue
from biaochi.measures import Funnel
from biaochi.measures.bands import funnel_of_group
from biaochi.measures.fair import FEWEST
from biaochi.ui import link, words
from biaochi.ui.attention import WATCHED
from biaochi.ui.context import View

WATCHED_THEME = "watched"
FIRST = "on_time_closure_rate"
FEWEST_INDICATORS = 3
"""Where fewer of the watched ones are there, whatever else can be compared stands beside them."""
ALL_OF_LEVEL = {
    "province": "All provinces",
    "city": "All cities",
    "county": "All districts",
    "town": "All subdistricts and towns",
    "community": "All communities",
}


@dataclass(frozen=True)
class Group:
    """The areas that are held against each other, and the one that the reader looks at.

    ``around``: the area in which all of them lie (None: everything there is). ``is_peers``: ``codes`` are ``focus`` and its
    peers, and what they have in common is what each is held against; else it is the whole."""

    level: str
    around: str | None
    codes: tuple[str, ...]
    focus: str
    is_peers: bool = False


def of(view: View) -> Group | None:
    """All areas below the one in view; where it has none to compare, those beside it. None where it stands alone."""
    level = view.areas.level_below(view.area)
    inside = _at_level(view, view.area, level)
    if len(inside) > 1:
        return Group(level, view.area, inside, link.own("spine_area", inside, inside[0]))
    level, path = view.areas.level(view.area), view.areas.path(view.area)
    path = path[path.index(view.root) : -1] if view.root in path else []
    around = [(code, _at_level(view, code, level)) for code in reversed(path)]
    wide = [(code, codes) for code, codes in around if len(codes) >= FEWEST] or [(c, codes) for c, codes in around if len(codes) > 1]
    if not wide or level is None:
        return None
    code, codes = wide[0]
    return Group(level, code, codes, link.own("spine_area", codes, str(view.area)))


def _at_level(view: View, area: str | None, level: str | None) -> tuple[str, ...]:
    return tuple(code for code in view.areas.depths_below(area) if view.areas.level(code) == level and code != area)


def choose_focus(view: View, group: Group) -> Group:
    """The selection of the area in focus."""
    label = view.t("Area in focus")
    chosen = link.widget(
        st.selectbox, "spine_area", group.codes, group.focus, label, width=_wide(view, 240), filter_mode="contains",
        format_func=lambda code: named(view, code, group),
    )  # fmt: skip
    return replace(group, focus=chosen)


def named(view: View, code: str, group: Group) -> str:
    """The name of an area, with the one it lies in where several areas of the group have that name."""
    name = view.areas.name(code)
    same = sum(view.areas.name(other) == name for other in group.codes)
    path = view.areas.path(code)
    return f"{name} · {view.areas.name(path[-2])}" if same > 1 and len(path) > 1 else name


def choose_indicators(view: View, group: Group) -> tuple[list[str], Indicator] | None:
    """The choice of a theme and of one indicator of it; None where nothing of the theme can be compared."""
    themes = [WATCHED_THEME, *(name for name in words.THEMES if any(i.theme == name and is_comparable(i) for i in catalogue().values()))]
    asked = catalogue().get(link.own("indicator", list(catalogue()), ""))  # a link may name an indicator alone
    theme = link.own("theme", themes, WATCHED_THEME if asked is None or asked.id in WATCHED else asked.theme)
    theme = theme if theme in themes else WATCHED_THEME
    link.widget(
        st.selectbox, "theme", themes, theme, view.t("Theme"), width=_wide(view, 150),
        format_func=lambda name: view.t("Watched") if name == WATCHED_THEME else view.t(words.THEMES[name]),
    )  # fmt: skip
    answers = {name: rows(view, group, name) for name in present(view, theme)}
    names = [name for name, frame in answers.items() if frame.filter(pl.col("state") == "ok").height > 1]
    spread = [name for name in names if not is_yes_or_no(answers[name], view.indicator(name))]
    if not spread:
        return None
    differing = [name for name in spread if answers[name]["value"].n_unique() > 1] or spread
    chosen = link.own("indicator", spread, FIRST if FIRST in spread else differing[0])
    link.widget(
        st.selectbox, "indicator", spread, chosen, view.t("Indicator"), width=_wide(view, 300),
        format_func=view.title, filter_mode="contains",
    )  # fmt: skip
    return names, view.indicator(chosen)


def _wide(view: View, pixels: int) -> int | str:
    return "stretch" if view.is_narrow else pixels


def is_comparable(indicator: Indicator) -> bool:
    """Whether areas can be held against each other by it: more or less of it is better, and the size of the area is taken out."""
    return indicator.direction != "none" and indicator.kind != "count"


def is_yes_or_no(frame: pl.DataFrame, indicator: Indicator) -> bool:
    """Whether each area is one of itself, such as a community that has enough volunteers or not: there is nothing to spread."""
    is_share = indicator.kind == "proportion" and not indicator.sampling
    return is_share and (frame["denominator"].max() or 0) <= 1


def present(view: View, theme: str) -> list[str]:
    """The comparable indicators of a theme for which anything was imported in the place in view."""
    if theme != WATCHED_THEME:
        return _there(view, [name for name, indicator in catalogue().items() if indicator.theme == theme and is_comparable(indicator)])
    watched = _there(view, list(WATCHED))
    if len(watched) >= FEWEST_INDICATORS:
        return watched
    further = [name for name, indicator in catalogue().items() if is_comparable(indicator) and indicator.theme != "quality"]
    return watched + _there(view, [name for name in further if name not in watched])


def _there(view: View, names: list[str]) -> list[str]:
    """The ones of ``names`` that are there; counts aloud while it asks."""
    told, found = st.empty(), []
    for at, name in enumerate(names):
        if len(names) > len(WATCHED):
            told.progress(at / len(names), view.t("Indicator {n} of {all}", n=at + 1, all=len(names)))
        if view.has(name):
            found.append(name)
    told.empty()
    return found


def rows(view: View, group: Group, name: str) -> pl.DataFrame:
    """Rows of ``measures.value`` for the areas of the group, in the order of the tree."""
    within = view.root if group.is_peers else group.around
    answer = view.ask(name, area=within or "all", level=group.level)
    order = {code: at for at, code in enumerate(group.codes)}
    kept = answer.filter(pl.col("area_code").is_in(list(order)))
    return kept.sort(pl.col("area_code").replace_strict(order, return_dtype=pl.Int64))


def held_against(view: View, group: Group, indicator: Indicator, frame: pl.DataFrame) -> Funnel:
    """The funnel of the group: around the whole, or around what an area and its peers have in common."""
    if group.is_peers:
        return funnel_of_group(frame, indicator, against_name(view, group, frame))
    found = view.funnel(indicator.id, group.level, area=group.around or "all")
    return found if found.whole_name else replace(found, whole_name=view.t("all areas"))


def against_name(view: View, group: Group, *frames: pl.DataFrame, in_full: bool = False) -> str:
    """What the areas of ``frames`` (rows of ``measures.value``) are held against, by its name.

    ``in_full`` says whose peers they are, where nothing beside it does. The whole is the one that the figures were held
    against: who may see one district only is shown its own, not the city around it."""
    if group.is_peers:
        return view.t("the peers of {area}", area=view.areas.name(group.focus)) if in_full else view.t("the peers")
    codes = {code for frame in frames for code in frame["whole_code"].drop_nulls()}
    if len(codes) > 1:
        return view.t("the whole of each area")
    return view.areas.name(next(iter(codes), None)) or view.t("all areas")
