"""民生项目: how far projects are, what they cost and who paid, and targets against what was reached."""

import streamlit as st

from biaochi.ui import cards, grids, projects, sentence, states
from biaochi.ui.context import this_view

FIGURES = ("project_finished_share", "projects", "project_invested", "project_cost_per_site", "project_households")

view = this_view()
kinds, targets = view.explore("project_kinds"), view.explore("targets")
sentence.show(view, projects.headline(view, kinds, targets), otherwise="No projects are recorded for this area and period")
if kinds.is_empty() and targets.is_empty():
    states.not_imported(view)
else:
    if shown := grids.reported(view, FIGURES):
        cards.show(view, cards.figures(view, shown[:5]))
    if not kinds.is_empty():
        left, right = st.columns(2, gap="medium")
        with left, states.part(view):
            projects.progress(view, kinds)
        with right, states.part(view):
            projects.money(view, kinds)
    with states.part(view):
        projects.targets_reached(view, targets)
    with states.part(view):
        projects.tables(view, targets)
