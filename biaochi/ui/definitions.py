"""The catalogue as a page: search, one anchor per indicator, its figure for the view, and a table to download."""

from __future__ import annotations

import polars as pl
import streamlit as st

from biaochi.catalogue import Indicator, catalogue
from biaochi.i18n import pick
from biaochi.ui import cards, link, states, table, words
from biaochi.ui.context import View
from biaochi.ui.table import Column

COLUMNS = (
    Column("id", "Id"),
    Column("title", "Title"),
    Column("definition", "Definition"),
    Column("formula", "Formula"),
    Column("unit", "Unit"),
    Column("source", "Source"),
    Column("caveat", "Mind"),
)


def headline(view: View) -> list[str | None]:
    indicators = catalogue().values()
    with_standard = sum(indicator.standard is not None for indicator in indicators)
    return [
        view.t(
            "**{n}** indicators, each counted by one statement; **{m}** are held against a standard",
            n=len(indicators),
            m=with_standard,
        )
    ]


def found(view: View, wanted: str) -> list[Indicator]:
    """Indicators whose texts hold every word that was typed."""
    asked = wanted.casefold().split()
    return [i for i in catalogue().values() if all(word in _text(i) for word in asked)]


def show(view: View, wanted: str) -> None:
    """Definitions of the theme chosen, or what was searched for in all; each has an anchor, so that a link can point at it."""
    chosen = link.own("theme", tuple(words.THEMES), "premises")
    if not wanted:
        link.widget(
            st.segmented_control, "theme", list(words.THEMES), chosen, view.t("Theme"),
            format_func=lambda theme: view.t(words.THEMES[theme]), label_visibility="collapsed",
        )  # fmt: skip
    shown = [one for one in found(view, wanted) if wanted or one.theme == chosen]
    if not shown:
        states.nothing(view, "No indicator has these words.", "Shorten what you search for.")
    for theme, title in words.THEMES.items():
        of_theme = [indicator for indicator in shown if indicator.theme == theme]
        if not of_theme:
            continue
        st.header(view.t(title), anchor=theme)
        with st.grid(2, min_column_width=330, border=True) as grid:
            for indicator in of_theme:
                with grid.cell():
                    _one(view, indicator)


def _one(view: View, indicator: Indicator) -> None:
    row = view.figure(indicator.id)
    st.subheader(pick(indicator.title, view.language), anchor=indicator.id)
    value = words.figure(row.get("value"), indicator, view.language)
    st.markdown(f"**{value}** · {words.outcome(row, view.language, indicator)} · `{indicator.id}`")
    cards.definition(view, indicator, row, titled=False)


def offer(view: View) -> None:
    """The catalogue as a table."""
    rows = [
        {
            "id": indicator.id,
            "title": pick(indicator.title, view.language),
            "definition": pick(indicator.definition, view.language),
            "formula": pick(indicator.formula, view.language),
            "unit": indicator.unit,
            "source": ", ".join(words.table(name, view.language) for name in indicator.source),
            "caveat": pick(indicator.caveat, view.language),
        }
        for indicator in catalogue().values()
    ]
    table.offer(view, "Definitions", pl.DataFrame(rows), COLUMNS, key="definitions")


def _text(indicator: Indicator) -> str:
    texts = [indicator.id, *indicator.source]
    for part in (indicator.title, indicator.definition, indicator.formula, indicator.caveat):
        texts += [part] if isinstance(part, str) else list(part.values())
    return " ".join(texts).casefold()
