"""经费保障: whether each community gets the funds it is due, and where the money comes from."""

import streamlit as st

from biaochi.charts import funding_stack
from biaochi.ui import cards, compare, cumulative, plot, sentence, states, table
from biaochi.ui.context import this_view
from biaochi.ui.money import COLUMNS, SOURCE_COLUMNS

FIGURES = ("work_fund_floor_share", "service_fund_floor_share", "funds_per_household")

view = this_view()
by_year, to_date = view.has("funds_per_household"), cumulative.reported(view)
told = sentence.funding(view) if by_year else cumulative.headline(view)
sentence.show(view, told, otherwise="No funding is reported for this area")
if not by_year and not to_date:
    states.not_imported(view)
if by_year:
    cards.show(view, cards.figures(view, FIGURES))

    sources = view.explore("funding_sources")
    left, right = st.columns(2, gap="medium")
    with left, states.part(view):
        st.subheader(view.t("Where the money comes from (allocated)"), anchor="sources")
        plot.show(funding_stack(sources, view.language), "funding_sources")
    with right, states.part(view):
        compare.dots(view, "funds_per_household", "Funds per household, by area", "funding_areas")

    with states.part(view):
        table.show(view, "Funds by community", view.explore("funding"), COLUMNS, key="funding")
    with states.part(view):
        table.show(view, "Funds by source", sources, SOURCE_COLUMNS, key="sources")
if to_date:
    cumulative.show(view)
