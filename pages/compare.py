"""区县对比: areas held against each other fairly, in bands and against what chance allows; ranges of ranks only on demand."""

import streamlit as st

from biaochi.measures.bands import bands
from biaochi.ui import comparing, comparing_peers, comparing_told, sentence, states
from biaochi.ui import comparing_parts as parts
from biaochi.ui.context import this_view

view = this_view()
group = comparing.of(view)
if group is None:
    sentence.show(view, [], otherwise="There is only one area here: nothing to hold it against")
    states.nothing(view, "Nothing lies beside this area.", "Choose an area that holds several.")
else:
    said = st.container()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="compare_choices"):
        chosen = comparing.choose_indicators(view, group)
        group = comparing.choose_focus(view, group)
        group = comparing_peers.choose(view, group)
    if chosen is None:
        with said:
            sentence.show(view, [], otherwise="Nothing in which these areas could be compared was imported")
        states.not_imported(view)
    else:
        names, indicator = chosen
        frame = comparing.rows(view, group, indicator.id)
        funnel = comparing.held_against(view, group, indicator, frame)
        banded = bands(frame, funnel, indicator)
        with said:
            told = comparing_told.headline(view, group, indicator, frame, funnel)
            sentence.show(view, told, otherwise="No figures for this area and period")
        comparing_peers.explain(view, group)
        left, right = st.columns(2, gap="medium")
        with left, states.part(view):
            parts.marks(view, group, names)
        with right, states.part(view):
            parts.fairness(view, group, indicator, frame, funnel)
        with states.part(view):
            parts.in_bands(view, group, indicator, banded)
            ranked = parts.ranks(view, indicator, frame)
        with states.part(view):
            parts.one_area(view, group, names)
        with states.part(view):
            parts.figures(view, group, indicator, banded, ranked)
