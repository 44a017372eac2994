"""用房达标: who has the premises the standards ask for, by district and community, and how much is missing."""

import streamlit as st

from biaochi.charts import district_dots, premises_scatter
from biaochi.ui import cards, plot, sentence, states, table
from biaochi.ui.context import this_view
from biaochi.ui.premises import below, columns, required_floor, required_ratio

FIGURES = ("area_per_100_households", "area_standard_share", "area_gap_m2", "facility_floor_500_share")

view = this_view()
premises = view.explore("premises")
figures = cards.figures(view, FIGURES)
sentence.show(view, sentence.facilities(view, premises), otherwise="No premises are reported for this area")
if not view.has("area_per_100_households"):
    states.not_imported(view)
else:
    cards.show(view, figures)

    left, right = st.columns(2, gap="medium")
    with left, states.part(view):
        st.subheader(view.t("Each community: households and floor area"), anchor="communities")
        plot.show(
            premises_scatter(premises, view.language, required_floor(premises), required_ratio(premises)), "premises"
        )
    with right, states.part(view):
        st.subheader(view.t("Floor area per 100 households, by area"), anchor="areas")
        indicator = view.indicator("area_per_100_households")
        plot.show(district_dots(view.below(indicator.id), indicator, view.language), "premises_areas")

    with states.part(view):
        short = below(premises)
        if short.is_empty():
            states.nothing(
                view, "No community is below the standard.", "Choose another area or another set of standards."
            )
        else:
            table.show(view, "Communities below the standard", short, columns(premises), key="below")
        table.offer(view, "All communities", premises, columns(premises), key="premises")
