"""指标详情: one figure in depth, from its verdict down to the rows of the files it was counted from."""

import streamlit as st

from biaochi.ui import exclusions, explain, onenumber, sentence, states
from biaochi.ui.context import this_view

view = this_view()
indicator = onenumber.choose(view)
sentence.show(view, onenumber.headline(view, indicator), otherwise="No figures for this area and period")
onenumber.facts(view, indicator)
onenumber.ceiling(view, indicator)
left, right = st.columns(2, gap="medium")
with left, states.part(view):
    onenumber.over_time(view, indicator)
with right, states.part(view):
    onenumber.fairness(view, indicator)
with states.part(view):
    exclusions.before_and_after(view, indicator.id)
with states.part(view):
    explain.show(view, indicator.id)
