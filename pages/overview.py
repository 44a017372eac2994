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
IN_RESERVE = ("closure_rate", "case_backlog", "days_to_close", "satisfaction_rate", "facility_floor_500_share")
MAPPED = {
    "area_per_100_households": "Premises",
    "on_time_closure_rate": "On time",
    "volunteer_share": "Volunteers",
    "service_fund_floor_share": "Funds",
}

MAPPED_IN_RESERVE = {"facility_floor_500_share": "500 m² or more"}

view = this_view()
mapped = MAPPED if any(view.has(name) for name in MAPPED) else MAPPED_IN_RESERVE
figures = cards.figures(view, cards.present(view, (*FIGURES, *IN_RESERVE), len(FIGURES)))
sentence.show(view, sentence.overview(view, figures), otherwise="No figures for this area and period")
cards.show(view, figures)

watched = attention.watched(view)
left, right = st.columns([10, 9], gap="medium") if watched else (None, st.container())
if left:
    with left:
        attention.show(view)
with right:
    mapview.choose_and_show(view, mapped)
if left:
    with left:
        heat.show(view, watched)
mapview.table_below(view, mapped)
