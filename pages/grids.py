"""网格队伍: how large grids are, who works in them, and whom the Party links."""

import streamlit as st

from biaochi.ui import cards, grids, sentence, states
from biaochi.ui.context import this_view

FIGURES = (
    "households_per_grid",
    "households_per_grid_worker",
    "party_members_per_grid",
    "households_per_party_member",
    "community_workers_per_10000",
    "certified_share",
    "red_property_cover",
    "organisations_per_compound",
    "multi_post_staff",
    "grid_workers",
)

view = this_view()
there = grids.reported(view, FIGURES)
sentence.show(view, grids.headline(view), otherwise="No grids are reported for this area")
if not there:
    states.not_imported(view)
else:
    cards.show(view, cards.figures(view, there[:5]))
    left, right = st.columns(2, gap="medium")
    with left, states.part(view):
        grids.sizes(view)
    with right, states.part(view):
        grids.areas(view)
    grids.tables(view)
