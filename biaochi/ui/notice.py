"""The grey line under the filters: whose data this is, how fresh, and how complete."""

from __future__ import annotations

import streamlit as st

from biaochi.i18n import day
from biaochi.ui import viewport
from biaochi.ui.context import View

DEMO_NOTICE = "Demo data: synthetic, only totals are taken from published documents"


def text(view: View) -> str:
    """The line in the reader's language."""
    parts = [view.t(DEMO_NOTICE)] if view.engine.is_demo else []
    parts.append(view.t("Data as of {day}", day=day(view.as_of, view.language)))
    if counted := _completeness(view):
        parts.append(
            view.t("{submitted} of {expected} communities reported", submitted=counted[0], expected=counted[1])
        )
    return " · ".join(parts)


def show(view: View) -> None:
    with st.container(horizontal=True, gap="xxsmall"):
        st.caption(text(view))
        viewport.watch(view.language)


def _completeness(view: View) -> tuple[int, int] | None:
    """(submitted, expected) of the latest report at or before the end of the period."""
    rows = view.explore("completeness").to_dicts()
    return (rows[-1]["submitted"], rows[-1]["expected"]) if rows and rows[-1]["expected"] else None
