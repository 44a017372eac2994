"""总览: are we meeting the standards, what got worse, whom to call."""

import streamlit as st

from biaochi.ui import attention, cards, heat, mapview, overview, sentence
from biaochi.ui.context import this_view

view = this_view()
figures = overview.figures(view)
sentence.show(view, overview.headline(view, figures), otherwise="No figures for this area and period")
cards.show(view, figures[: overview.MOST])
if figures[overview.MOST :]:
    cards.show(view, figures[overview.MOST :])
overview.of_place(view)

mapped = overview.mapped(view)
watched = {} if overview.is_single(view) else attention.watched(view)
beside = overview.at_a_glance(view, watched, mapped)
left, right = st.columns([10, 9], gap="medium") if beside and mapped else (st.container(), st.container())
if watched:
    with left:
        attention.show(view)
if mapped:
    with right:
        mapview.choose_and_show(view, mapped)
with left:
    heat.show(view, beside)
if mapped:
    mapview.table_below(view, mapped)
