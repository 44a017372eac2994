"""The pages, in the order in which a leader needs them; what only few need stands under “More”."""

from __future__ import annotations

from typing import Any

import streamlit as st

from biaochi.i18n import t

PAGES = {
    "overview": "Overview",
    "facilities": "Facilities",
    "cases": "Requests",
    "volunteers": "Volunteering",
    "funding": "Funding",
    "data": "Data",
    "indicators": "Definitions",
}
MORE = ("data", "indicators")


def path(name: str) -> str:
    """The page's script, as Streamlit resolves it: relative to the shell."""
    return f"../pages/{name}.py"


def pages(language: str) -> dict[str, list[Any]]:
    """The navigation in ``language``."""
    made = {
        name: st.Page(
            path(name),
            title=t(title, language),
            url_path="" if name == "overview" else name,
            default=name == "overview",
        )
        for name, title in PAGES.items()
    }
    return {
        "": [page for name, page in made.items() if name not in MORE],
        t("More", language): [made[name] for name in MORE],
    }


def name_of(page: Any) -> str:
    """The name of a page that ``st.navigation`` returned."""
    return page.url_path or "overview"
