"""复制链接: one click puts the address of this view on the clipboard.

Streamlit has no such button; this component draws one in the look of its neighbours, from the theme's own variables.
"""

from __future__ import annotations

import streamlit as st

from biaochi.ui.context import View

_HTML = '<button type="button"><svg viewBox="0 0 24 24" aria-hidden="true"><path d=""/></svg><span></span></button>'
_PATH = (
    "M3.9 12a3.1 3.1 0 0 1 3.1-3.1h4V7H7a5 5 0 0 0 0 10h4v-1.9H7A3.1 3.1 0 0 1 3.9 12z"
    "M8 13h8v-2H8v2zm9-6h-4v1.9h4a3.1 3.1 0 0 1 0 6.2h-4V17h4a5 5 0 0 0 0-10z"
)
_CSS = """
button { display: flex; align-items: center; justify-content: center; gap: 0.4rem; width: 100%; min-height: 2.5rem;
  box-sizing: border-box; padding: 0.25rem 0.6rem; cursor: pointer; white-space: nowrap;
  font: 400 0.875rem var(--st-font);
  color: var(--st-text-color); background: var(--st-background-color);
  border: 1px solid var(--st-border-color); border-radius: var(--st-button-radius, var(--st-base-radius)); }
button:hover, button:focus-visible { border-color: var(--st-primary-color); color: var(--st-primary-color); }
button:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 1px; }
svg { width: 1.1rem; height: 1.1rem; fill: currentColor; flex: none; }
"""
_JS = """
export default function (component) {
  const { label, done, failed, address, path } = component.data;
  const button = component.parentElement.querySelector("button");
  const words = button.querySelector("span");
  button.querySelector("path").setAttribute("d", path);
  words.textContent = label;
  words.setAttribute("aria-live", "polite");
  button.title = address;
  let waiting;
  button.onclick = async () => {
    try {
      await navigator.clipboard.writeText(address);
      words.textContent = done;
    } catch {
      window.prompt(failed, address);
    }
    clearTimeout(waiting);
    waiting = setTimeout(() => { words.textContent = label; }, 2000);
  };
  return () => clearTimeout(waiting);
}
"""


@st.cache_resource(show_spinner=False)
def _component():
    return st.components.v2.component("biaochi_copy_link", html=_HTML, css=_CSS, js=_JS)


def show(view: View, address: str) -> None:
    """The button; where the browser keeps the clipboard shut, it shows the address to be copied by hand."""
    _component()(
        key="biaochi_copy_link",
        data={
            "label": view.t("Copy link"),
            "done": view.t("Copied"),
            "failed": view.t("Copy this address"),
            "address": address,
            "path": _PATH,
        },
        width="stretch" if view.is_narrow else 108 if view.language == "zh" else 116,
    )
