"""Whether the reader's window is narrow, which the server cannot know by itself; and the page's language for the browser.

The browser's own header gives the first guess; a small component corrects it when the guess is wrong or the window
changes. Only then does the page run again.
"""

from __future__ import annotations

import streamlit as st

_KEY = "biaochi_viewport"
_JS = """
export default function (component) {
  const query = window.matchMedia("(max-width: 640px)");
  const tell = () => {
    if (query.matches !== component.data.narrow) component.setStateValue("narrow", query.matches);
  };
  query.addEventListener("change", tell);
  tell();
  document.documentElement.lang = component.data.language;
  return () => query.removeEventListener("change", tell);
}
"""


@st.cache_resource(show_spinner=False)
def _component():
    return st.components.v2.component("biaochi_viewport", js=_JS)


def is_narrow() -> bool:
    """True below 640 px, where Streamlit stacks columns."""
    told = st.session_state.get(_KEY)
    if told is not None and told.get("narrow") is not None:
        return bool(told["narrow"])
    return "Mobi" in (st.context.headers.get("User-Agent") or "")


def watch(language: str) -> None:
    """Mount the component, one pixel wide, at the end of a row where it takes no room of its own."""
    _component()(
        key=_KEY,
        data={"narrow": is_narrow(), "language": "zh-CN" if language == "zh" else language},
        default={"narrow": is_narrow()},
        on_narrow_change=lambda: None,
        width=1,
    )
