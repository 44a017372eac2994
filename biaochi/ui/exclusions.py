"""What does not enter the rates of requests, in the open: counted and named under the figures."""

from __future__ import annotations

import streamlit as st

from biaochi.i18n import number
from biaochi.ui.context import View

_NAMES = {
    "unfiled": "{n} not filed",
    "void": "{n} void",
    "deferred": "{n} deferred",
    "open_not_due": "{n} open before their deadline",
    "without_deadline": "{n} without a deadline (left out of on-time closure only)",
    "closed_before_reported": "{n} closed before they were reported (left out of days to close only)",
}


def show(view: View) -> None:
    """One grey line; nothing where every request counts."""
    rows = view.explore("case_exclusions").to_dicts()
    if not rows:
        return
    counts = rows[0] | {"unfiled": rows[0]["reported"] - rows[0]["filed"] - rows[0]["void"]}
    named = [view.t(text, n=number(counts[name], view.language)) for name, text in _NAMES.items() if counts[name]]
    if named:
        told = ("、" if view.language == "zh" else ", ").join(named)
        reported = number(counts["reported"], view.language)
        st.caption(view.t("Of {n} requests reported, not counted in the rates: {named}", n=reported, named=told))
