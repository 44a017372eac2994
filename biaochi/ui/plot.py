"""A chart on a page: without tool bar, with its text alternative."""

from __future__ import annotations

import streamlit as st

from biaochi.charts.theme import PLOTLY_CONFIG, Chart


def show(chart: Chart, key: str) -> None:
    """Draw ``chart`` as wide as its place; ``key`` keeps it from flickering when the page runs again."""
    st.plotly_chart(chart.figure, theme=None, config=PLOTLY_CONFIG, alt=chart.alt or None, key=f"chart_{key}")
