"""诉求办理: what came in, what was closed, on time or not, and where it piles up."""

import streamlit as st

from biaochi.charts import case_flow, category_bars
from biaochi.ui import cards, compare, exclusions, howlong, onenumber, plot, sentence, signals, states, table
from biaochi.ui.breakdown import CASE_COLUMNS, breakdown
from biaochi.ui.context import this_view

FIGURES = (
    "closure_rate",
    "on_time_closure_rate",
    "solved_rate_callback",
    "satisfaction_rate",
    "case_backlog",
    "days_to_close",
)

view = this_view()
flow = view.flow()
sentence.show(view, sentence.cases(view, flow), otherwise="No requests are recorded for this area and period")
if not view.has("closure_rate"):
    states.not_imported(view)
else:
    cards.show(view, cards.figures(view, cards.present(view, FIGURES, len(FIGURES))))
    exclusions.show(view)
    has_deadlines = view.has("on_time_closure_rate")
    rate = view.indicator("on_time_closure_rate" if has_deadlines else "closure_rate")
    onenumber.ceiling(view, rate)

    st.subheader(view.t("Reported, closed and open, by month"), anchor="flow")
    plot.show(case_flow(flow, view.language), "flow")

    left, right = st.columns(2, gap="medium")
    with left, states.part(view):
        compare.dots(view, rate.id, "On-time closure, by area" if has_deadlines else "Closure, by area", "case_areas")
    with right, states.part(view):
        said = "On-time closure, by category" if has_deadlines else "Closure, by category"
        st.subheader(view.t(said), anchor="categories")
        plot.show(category_bars(view.ask(rate.id, by=("category",)), rate, view.language), "case_categories")

    with states.part(view):
        howlong.show(view)
    with states.part(view):
        signals.show(view)

    with states.part(view):
        table.show(view, "By area", breakdown(view, None), CASE_COLUMNS["area"], key="by_area")
    with states.part(view):
        table.show(
            view, "By department", breakdown(view, "department"), CASE_COLUMNS["department"], key="by_department"
        )
    with states.part(view):
        table.offer(view, "By category", breakdown(view, "category"), CASE_COLUMNS["category"], key="by_category")
