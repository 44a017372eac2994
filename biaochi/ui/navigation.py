"""The pages, in the order in which a leader needs them; what only few need stands under “More”."""

from __future__ import annotations

from typing import Any

import streamlit as st

from biaochi.i18n import t

GROUPS = {
    "": ("overview",),
    "Standards met": ("facilities", "funding", "volunteers", "grids"),
    "Requests": ("cases", "closed_loop", "services", "deliberation"),
    "Compare": ("compare", "indicator", "community"),
    "More": ("projects", "appraisal", "examples", "data", "indicators"),
}
"""Five entries for a leader; the pages of each stand below it."""
PAGES = {
    "overview": "Overview",
    "facilities": "Facilities",
    "funding": "Funding",
    "volunteers": "Volunteering",
    "grids": "Grids and staff",
    "cases": "Handling of requests",
    "closed_loop": "Closed loop",
    "services": "Service items",
    "deliberation": "Deliberation",
    "compare": "Compare areas",
    "indicator": "One indicator",
    "community": "Community profile",
    "projects": "Projects",
    "appraisal": "Appraisal",
    "examples": "Practice elsewhere",
    "data": "Data",
    "indicators": "Definitions",
}


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
    return {t(group, language) if group else "": [made[name] for name in names] for group, names in GROUPS.items()}


def name_of(page: Any) -> str:
    """The name of a page that ``st.navigation`` returned."""
    return page.url_path or "overview"
