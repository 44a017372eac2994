"""The head of a community's page: what it is, where it lies, who lives there, what it was before."""

from __future__ import annotations

import html

import streamlit as st

from biaochi.charts.theme import MUTED
from biaochi.ui import findings, profile
from biaochi.ui.context import View


def show(view: View) -> None:
    """Facts side by side, the history below them."""
    cells = "".join(
        f'<div><div style="color:{MUTED};font-size:13px">{html.escape(label)}</div>'
        f'<div style="font-size:15px">{html.escape(text)}</div></div>'
        for label, text in profile.facts(view)
    )
    before = view.t("History")
    said = "".join(
        f'<div style="color:{MUTED};font-size:14px;padding-top:6px">{html.escape(view.pair(before, text))}</div>'
        for text in profile.history(view)
    )
    st.html(f'<div style="display:flex;flex-wrap:wrap;gap:8px 36px">{cells}</div>{said}')


def findings_of(view: View) -> None:
    """Figures of the area that do not fit together, under a heading; nothing where all do."""
    if findings.found(view):
        st.subheader(view.t("Figures that do not fit together"), anchor="findings")
        findings.show(view)
