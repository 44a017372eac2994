"""总览: are we meeting the standards, what got worse, whom to call."""

import streamlit as st

from biaochi.ui import attention, cards, heat, mapview, sentence
from biaochi.ui.context import this_view

FIGURES = (
    "area_per_100_households",
    "on_time_closure_rate",
    "solved_rate_callback",
    "volunteer_share",
    "service_fund_floor_share",
)
IN_RESERVE = ("closure_rate", "case_backlog", "days_to_close", "satisfaction_rate")
MAPPED = {
    "area_per_100_households": "Premises",
    "on_time_closure_rate": "On time",
    "volunteer_share": "Volunteers",
    "service_fund_floor_share": "Funds",
}

view = this_view()
figures = cards.figures(view, cards.present(view, (*FIGURES, *IN_RESERVE), len(FIGURES)))
sentence.show(view, sentence.overview(view, figures), otherwise="No figures for this area and period")
cards.show(view, figures)

left, right = st.columns([10, 9], gap="medium")
with left:
    attention.show(view)
with right:
    mapview.choose_and_show(view, MAPPED)
with left:
    heat.show(view, attention.watched(view))
mapview.table_below(view, MAPPED)
