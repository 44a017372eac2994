"""协商议事: halls, their sittings and their matters, how far matters get in five steps, and what came of them."""

import streamlit as st

from biaochi.ui import cards, deliberation, findings, plot, sentence, states, table
from biaochi.ui.context import this_view

view = this_view()
halls, steps, results = deliberation.halls(view), deliberation.steps(view), view.explore("deliberation_results")
sentence.show(
    view, deliberation.headline(view, halls, steps), otherwise="No council hall and no matter is recorded here"
)
if halls.is_empty() and not steps:
    states.not_imported(view)
else:
    cards.show(view, cards.figures(view, deliberation.figures(view)))
    left, right = st.columns([11, 9], gap="medium")
    with left, states.part(view):
        st.subheader(view.t("How far matters get"), anchor="steps")
        if steps:
            plot.show(deliberation.funnel(view, steps), "steps")
            if decided := deliberation.decided(view):
                st.caption(decided)
        else:
            states.nothing(view, "No matter was collected in this area and period.")
        st.subheader(view.t("What came of it"), anchor="results")
        if results.is_empty():
            states.nothing(view, "No result is recorded.")
        else:
            plot.show(deliberation.results(view, results), "results")
            table.offer(view, "Results by kind", results, deliberation.RESULT_COLUMNS, key="results")
    with right, states.part(view):
        st.subheader(view.t("Sittings and matters: two counts"), anchor="counts")
        if halls.is_empty():
            states.nothing(view, "No list of council halls was imported for this area.")
        else:
            plot.show(deliberation.two_counts(view, halls), "two_counts")
            st.caption(view.t("A sitting may treat no matter, and a matter may need several sittings."))
        findings.show(view, checks=deliberation.FINDINGS)

    if not halls.is_empty():
        with states.part(view):
            table.show(view, "Council halls", halls, deliberation.COLUMNS, key="halls")
