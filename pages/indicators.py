"""指标口径: what every indicator means, how it is counted, and where it comes from."""

import streamlit as st

from biaochi.ui import definitions, sentence
from biaochi.ui.context import this_view

view = this_view()
sentence.show(view, definitions.headline(view), otherwise="There is no indicator")
wanted = st.text_input(view.t("Search"), placeholder=view.t("name, formula, source …"), key="search_indicators")
definitions.show(view, wanted)
definitions.offer(view)
