"""The drawn states of a page: nothing imported, nothing to show, a question that cannot be answered, a fault.

Each says what is the case and what to do next. None shows a traceback.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from biaochi.errors import BiaochiError
from biaochi.i18n import pick, say, t
from biaochi.places import places
from biaochi.ui import navigation, words
from biaochi.ui.context import View


def no_warehouse(language: str) -> None:
    """Nothing was ever imported: how to get a first picture."""
    st.title(t("There is no data yet", language), anchor=False)
    st.markdown(t("Build the demo city, or import an export file; this page then fills by itself.", language))
    st.code("python -m biaochi demo\npython -m biaochi import FILE", language="bash")


def nothing(view: View, sentence: str, cure: str | None = None) -> None:
    """There is nothing to draw, for this reason; ``cure`` is the way on. Both are message ids."""
    text = view.t(sentence)
    st.info(f"{text} {view.t(cure)}" if cure else text, icon=":material/info:")


def not_imported(view: View) -> None:
    """Nothing of what this page is about was ever imported."""
    nothing(
        view,
        "No export of this kind was imported yet.",
        "Import one with “python -m biaochi import FILE”; this page then fills by itself.",
    )
    elsewhere = [place for place in places().values() if view.page in place.pages and place.area in view.areas.rows]
    there = [place for place in elsewhere if place.area != view.root]
    if not there:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(view.t("See it at work"), width="content")
        for place in there:
            st.page_link(
                navigation.path(view.page),
                label=pick(place.title, view.language),
                icon=":material/arrow_forward:",
                query_params={"area": place.area, "lang": view.language},
            )


def refused(problems: list[BiaochiError], language: str) -> None:
    """What in the URL could not be followed, and what is shown instead."""
    if problems:
        sentences = " ".join(say(problem, language) for problem in problems)
        instead = t("The usual choice is shown instead.", language)
        st.warning(f"{words.escape(sentences)} {instead}", icon=":material/link_off:")


@contextmanager
def part(view: View) -> Iterator[None]:
    """A part of a page: a fault in it becomes a sentence in its place, and the rest of the page is still drawn."""
    try:
        yield
    except BiaochiError as error:
        st.warning(say(error, view.language), icon=":material/error:")
