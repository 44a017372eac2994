"""The frame around every page: language, navigation, snapshot, filters, notice; then the page itself.

Every request comes through here, a cold deep link too, because ``app.py`` serves nothing else.
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
if sys.path[0] == str(HERE):
    # Streamlit puts the folder of this script first on the path, where our statistics would hide Python's own.
    sys.path.append(sys.path.pop(0))

import streamlit as st  # noqa: E402

from biaochi.i18n import language_of, t  # noqa: E402
from biaochi.ui import context, filters, link, navigation, notice, states  # noqa: E402

language = language_of(link.asked("lang"))
st.session_state["biaochi_language"] = language
st.set_page_config(page_title=t("Biaochi", language), page_icon=str(HERE / "ui" / "icon.svg"), layout="wide")
page = st.navigation(navigation.pages(language), position="top")
name = navigation.name_of(page)

engine = context.engine()
if engine is None:
    states.no_warehouse(language)
else:
    areas = context.areas(engine)
    view, periods, problems = filters.read(engine, areas, language, name)
    link.settle(name)
    view = filters.show(view, periods)
    notice.show(view)
    states.refused(problems, language)
    context.enter(view)
    try:
        page.run()
    finally:
        context.leave()
context.watch_snapshot()
