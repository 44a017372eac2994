"""志愿服务: registered volunteers and teams against the standard, on the map."""

import streamlit as st

from biaochi.ui import cards, compare, mapview, sentence, states, table
from biaochi.ui.context import this_view
from biaochi.ui.volunteers import COLUMNS

FIGURES = ("volunteer_share", "volunteer_teams_share", "volunteer_coverage")
MAPPED = {"volunteer_share": "Share", "volunteer_teams_share": "Teams", "volunteer_coverage": "Both"}

view = this_view()
sentence.show(view, sentence.volunteers(view), otherwise="No volunteers are reported for this area")
if not view.has("volunteer_share"):
    states.not_imported(view)
else:
    cards.show(view, cards.figures(view, FIGURES))

    if not mapview.is_one_point(view):
        left, right = st.columns([10, 9], gap="medium")
        with left:
            mapview.choose_and_show(view, MAPPED)
        with right, states.part(view):
            compare.dots(view, "volunteer_share", "Registered volunteers, by area", "volunteer_areas")

        mapview.table_below(view, MAPPED)
    with states.part(view):
        table.show(view, "Volunteers by community", view.explore("volunteers"), COLUMNS, key="volunteers")
