"""What a reader has chosen, held in the URL.

The URL wins, then what the session remembers, then the default. Streamlit's own ``bind="query-params"`` writes the label
of an option instead of its code and drops defaults, so a link would break with the language and would mean another
quarter next month; here codes are written, and every one of them.

A page reached through the navigation starts with a bare URL. It is completed once, when the page changes; never on a
later run, or the browser's back button could not leave the page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from urllib.parse import urlencode, urlsplit, urlunsplit

import streamlit as st

SHARED = ("area", "period", "standard", "households", "lang")
"""Choices that every page has, in the order in which a link names them."""

_CHOSEN = "biaochi_chosen"
_PAGE = "biaochi_page"
T = TypeVar("T", bound=str)


def _chosen() -> dict[str, str]:
    return st.session_state.setdefault(_CHOSEN, {})


def asked(name: str) -> str | None:
    """The raw value of a choice, unchecked: from the URL, else what this session chose before; none if neither."""
    return st.query_params.get(name) or _chosen().get(name)


def remember(values: dict[str, str]) -> None:
    """Keep checked values for the pages to come, without touching the URL."""
    _chosen().update(values)


def choose(**values: str) -> None:
    """Make a choice (from a callback): shared ones are remembered, all are written to the URL."""
    remember({name: value for name, value in values.items() if name in SHARED})
    st.query_params.from_dict({**complete(), **values})


def complete() -> dict[str, str]:
    """Every shared choice, and those that this page added to its URL."""
    chosen = _chosen()
    own = {name: value for name, value in st.query_params.items() if name not in SHARED}
    return {**{name: chosen[name] for name in SHARED if chosen.get(name)}, **own}


def settle(page: str) -> None:
    """Complete the URL when the reader has come to another page; called by the shell once the choices are checked."""
    previous = st.session_state.get(_PAGE)
    st.session_state[_PAGE] = page
    if previous is not None and previous != page:
        st.query_params.from_dict(complete())


def full(**changes: str) -> str:
    """The address of this view with every choice written out."""
    parts = urlsplit(st.context.url or "")
    return urlunsplit((parts.scheme, parts.netloc, parts.path or "/", urlencode({**complete(), **changes}), ""))


def widget(
    make: Callable[..., Any],
    name: str,
    options: Sequence[T],
    current: T,
    label: str,
    also: Callable[[str], dict[str, str]] | None = None,
    **options_of_widget: Any,
) -> T:
    """A selection widget (``st.selectbox``, ``st.segmented_control``) whose value lives in the URL under ``name``; ``also``
    says what else is chosen with it."""
    key = f"choice_{name}"
    st.session_state[key] = current

    def taken() -> None:
        if st.session_state.get(key):
            choose(**{name: st.session_state[key], **(also(st.session_state[key]) if also else {})})

    make(label, options, key=key, on_change=taken, **options_of_widget)
    return current


def own(name: str, options: Sequence[T], default: T) -> T:
    """A choice of one page (such as the map's indicator): what the URL says if it is one of ``options``."""
    value = st.query_params.get(name)
    return value if value in options else default  # type: ignore[return-value]
