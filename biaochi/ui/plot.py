"""A chart on a page: without tool bar, with its text alternative; where it holds areas, a click opens one."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from biaochi.charts.theme import PLOTLY_CONFIG, Chart


def show(chart: Chart, key: str, on_area: Callable[[str], None] | None = None) -> None:
    """Draw ``chart`` as wide as its place; ``key`` keeps it from flickering when the page runs again.

    ``on_area`` is called with the code of the area whose point was clicked (the first of its ``customdata``)."""
    name = f"chart_{key}"

    def picked() -> None:
        points = st.session_state[name]["selection"]["points"] if name in st.session_state else []
        for point in points:
            data = point.get("customdata")
            code = data[0] if isinstance(data, (list, tuple)) and data else data
            if on_area and code:
                on_area(str(code))
                return

    st.plotly_chart(
        chart.figure,
        theme=None,
        config=PLOTLY_CONFIG,
        alt=chart.alt or None,
        key=name,
        on_select=picked if on_area else "ignore",
        selection_mode="points",
    )
