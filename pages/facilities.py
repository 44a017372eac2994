"""用房达标: who has the premises the standards ask for, by district and community, and how much is missing."""

import streamlit as st

from biaochi.charts import premises_scatter
from biaochi.ui import cards, compare, plot, sentence, states, table
from biaochi.ui.context import this_view
from biaochi.ui.premises import areas_only, below, columns, required_floor, required_ratio, without_households

FIGURES = ("area_per_100_households", "area_standard_share", "area_gap_m2", "facility_floor_500_share")

view = this_view()
premises = view.explore("premises")
sentence.show(view, sentence.facilities(view, premises), otherwise="No premises are reported for this area")
if not view.has("area_per_100_households") and without_households(premises):
    areas_only(view, premises)
elif not view.has("area_per_100_households"):
    states.not_imported(view)
else:
    cards.show(view, cards.figures(view, FIGURES))

    left, right = st.columns(2, gap="medium")
    with left, states.part(view):
        st.subheader(view.t("Each community: households and floor area"), anchor="communities")
        plot.show(
            premises_scatter(premises, view.language, required_floor(premises), required_ratio(premises)), "premises"
        )
    with right, states.part(view):
        compare.dots(view, "area_per_100_households", "Floor area per 100 households, by area", "premises_areas")

    with states.part(view):
        short = below(premises)
        if short.is_empty():
            states.nothing(
                view, "No community is below the standard.", "Choose another area or another set of standards."
            )
        else:
            table.show(view, "Communities below the standard", short, columns(premises), key="below")
        table.offer(view, "All communities", premises, columns(premises), key="premises")
