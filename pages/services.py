"""服务事项: which items a community handles and within which limit, what became of wishes, what service sites cost."""

import streamlit as st

from biaochi.ui import cards, findings, plot, sentence, services, states, table
from biaochi.ui.context import this_view

view = this_view()
items, wishes, sites = services.items(view), view.explore("wishes"), view.explore("service_sites")
there = {"items": not items.is_empty(), "wishes": not wishes.is_empty(), "sites": not sites.is_empty()}
sentence.show(
    view, services.headline(view, items, wishes, sites), otherwise="No service items, wishes or sites are recorded here"
)
if not any(there.values()):
    states.not_imported(view)
else:
    cards.show(view, cards.figures(view, cards.present(view, services.FIGURES, 6)))
    if absent := services.absent(view, **there):
        st.caption(absent)

    places = iter(st.columns(min(sum(there.values()), 2), gap="medium") * 2)
    if there["items"]:
        with next(places), states.part(view):
            st.subheader(view.t("Items by kind"), anchor="kinds")
            plot.show(services.kinds(view, items), "item_kinds")
    if there["wishes"]:
        with next(places), states.part(view):
            st.subheader(view.t("Wishes: collected, claimed, fulfilled"), anchor="wishes")
            plot.show(services.wish_funnel(view), "wishes")
    if there["sites"]:
        with next(places), states.part(view):
            st.subheader(view.t("Approval items, by town"), anchor="towns")
            chart, left_out = services.by_town(view, sites)
            plot.show(chart, "towns")
            if left_out:
                st.caption(
                    view.t("The {n} towns with most of them are drawn; the table holds all sites.", n=services.MOST)
                )

    if there["items"]:
        with states.part(view):
            table.show(view, "Service items", items, services.ITEM_COLUMNS, key="items")
    if there["wishes"]:
        with states.part(view):
            table.show(view, "Wishes by kind", wishes, services.WISH_COLUMNS, key="wish_kinds")
    if there["sites"]:
        with states.part(view):
            table.show(view, "Service sites", sites, services.SITE_COLUMNS, key="sites")
            findings.show(view, checks=("service_sites_cases",))
