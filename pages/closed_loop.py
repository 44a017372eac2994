"""闭环流程: how far cases get stage by stage in each system, what goes astray beside it, and which clocks run."""

import streamlit as st

from biaochi.charts import stage_funnel
from biaochi.ui import cards, findings, loop, plot, sentence, states, table
from biaochi.ui.context import this_view

view = this_view()
offered = loop.systems(view)
sentence.show(view, loop.headline(view, offered), otherwise="No cases are recorded for this area and period")
if not offered and not view.has("closure_rate"):
    states.not_imported(view)
elif not offered:
    states.nothing(view, "No case was reported in this area and period.", "Choose another area or another period.")
else:
    system = loop.current(offered)
    figures = loop.figures(view, offered)
    if figures:
        cards.show(view, cards.figures(view, figures))
    if figures and len(offered) > 1:
        st.caption(view.t("These figures are of all systems together."))

    left, right = st.columns([11, 9], gap="medium")
    with left, states.part(view):
        loop.choose(view, offered, system)
        plot.show(stage_funnel(loop.stages(view, system), view.language, loop.names(view, system)), f"stages_{system}")
        if absent := loop.without(view, system):
            st.caption(absent)
        table.offer(view, "Stage by stage", loop.stage_table(view, system), loop.STAGE_COLUMNS, key="stages")
        if loop.quarter_hours(view, system):
            st.subheader(view.t("The three quarter-hour clocks"), anchor="quarter_hours")
            plot.show(loop.bullets(view, system), "quarter_hours")
    with right, states.part(view):
        st.subheader(view.t("Beside the straight way"), anchor="side_states")
        beside, unknown = loop.side_states(view, system)
        if beside:
            plot.show(beside, "side_states")
        if unknown:
            st.caption(unknown)
        st.subheader(view.t("Where deadlines come from"), anchor="clocks")
        plot.show(loop.clocks(view, system), "clocks")

    with states.part(view):
        findings.show(view, checks=("closed_before_reported",))
    if len(offered) > 1:
        st.caption(view.t("Channels and units are of all systems together."))
    with states.part(view):
        channels = loop.by(view, "channel")
        table.show(view, "Channels", channels, loop.CHANNEL_COLUMNS, key="channels")
        if modes := loop.modes(view, channels):
            st.caption(modes)
    with states.part(view):
        units = loop.by(view, "department")
        if units["label"].is_null().all():
            states.nothing(view, "The cases of this period name no unit that handled them.")
        else:
            table.show(view, "Units", units, loop.UNIT_COLUMNS, key="units")
        if answering := loop.answering(view, units):
            st.caption(answering)
