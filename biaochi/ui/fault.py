"""What a reader sees of a fault that no page foresaw.

Apart from ``states``, because ``app.py`` needs it before Streamlit's runtime, and so its caches, exist.
"""

from __future__ import annotations

import logging

import streamlit as st

from biaochi.errors import BiaochiError
from biaochi.i18n import say, t

_log = logging.getLogger("biaochi")


def script_failed(error: Exception) -> bool:
    """What the reader sees of an unforeseen fault; the details go to the log. For ``st.App(on_script_error=…)``."""
    language = str(st.session_state.get("biaochi_language", "zh"))
    if isinstance(error, BiaochiError):
        st.error(say(error, language), icon=":material/error:")
        return True
    _log.error("A page failed", exc_info=error)
    st.error(
        t(
            "This page could not be drawn. The details are in the log of the server; the other pages still work.",
            language,
        ),
        icon=":material/error:",
    )
    return True
