"""What a page knows: the snapshot that is served, and what the reader has chosen to see of it.

A page gets one ``View`` from the shell and asks all its questions through it. The view carries the reader's ``Scope``
and passes it with every question; there is no other way from a page to the data.
"""

from __future__ import annotations

import importlib
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import streamlit as st

from biaochi.catalogue import Indicator, catalogue
from biaochi.config import settings
from biaochi.engine import Engine, open_engine
from biaochi.errors import BiaochiError
from biaochi.i18n import pick, t
from biaochi.measures import Question, explore, value
from biaochi.periods import parse_period, recent_periods
from biaochi.scope import Scope
from biaochi.ui.areas import Areas
from biaochi.warehouse import current_snapshot

_VIEW = "biaochi_view"
_SEEN = "biaochi_snapshot"
POLL_SECONDS = 10
"""How often an open page looks whether a new snapshot was published."""


@dataclass(frozen=True)
class View:
    """One reader's view: language, area, period, standards, basis of households, and what of it may be seen."""

    engine: Engine = field(repr=False)
    scope: Scope
    areas: Areas = field(repr=False)
    language: str
    area: str | None
    period: str
    profile: str
    households: str
    is_narrow: bool = False
    page: str = ""
    downloads: Any = field(default=None, repr=False, compare=False)
    """The container that lists the downloads of this page."""

    def t(self, message: str, **values: Any) -> str:
        """``message`` in the reader's language."""
        return t(message, self.language, **values)

    def pair(self, label: str, text: str) -> str:
        """A label and what it says, with the colon of the language."""
        return f"{label}{'：' if self.language == 'zh' else ': '}{text}"

    def indicator(self, name: str) -> Indicator:
        return catalogue()[name]

    def title(self, name: str) -> str:
        """The title of an indicator in the reader's language."""
        return pick(catalogue()[name].title, self.language)

    @property
    def area_name(self) -> str:
        return self.areas.name(self.area) or self.t("All areas")

    @property
    def home(self) -> str:
        """The area a reader starts from."""
        return self.engine.home

    @property
    def grain(self) -> str:
        """The grain of the period in view: month, quarter or year (also of free spans and of everything)."""
        return "quarter" if "Q" in self.period else "month" if len(self.period) == 7 else "year"

    def ask(self, indicator: str, **question: Any) -> pl.DataFrame:
        """The value frame (see ``measures.value``) of an indicator for this view; ``question`` overrides its parts."""
        asked = {
            "area": self.area,
            "period": self.period,
            "profile": self.profile,
            "household_basis": self.households,
            **question,
        }
        return _value(self.engine, _key(self.engine), self.scope.roots, Question(indicator, **asked))

    def figure(self, indicator: str, **question: Any) -> dict[str, Any]:
        """The one row of an indicator for the whole area in view."""
        rows = self.ask(indicator, **question).to_dicts()
        return rows[0] if rows else {"state": "missing", "value": None, "verdict": "not_compared"}

    def has(self, indicator: str) -> bool:
        """Whether anything was imported, anywhere and at any time, that the indicator can count."""
        row = self.figure(indicator, area=None if self.home == "all" else self.home, period="all")
        return row.get("state") not in ("missing", "not_applicable")

    def below(self, indicator: str, **question: Any) -> pl.DataFrame:
        """One row for each area just below the one in view (districts of a city, communities of a district)."""
        return self.ask(indicator, **{"level": self.areas.level_below(self.area), **question})

    def explore(self, name: str, **options: Any) -> pl.DataFrame:
        """Rows of ``queries/explore/<name>.sql`` for this view."""
        asked = {
            "area": self.area,
            "period": self.period,
            "profile": self.profile,
            "household_basis": self.households,
            **options,
        }
        return _explore(self.engine, _key(self.engine), self.scope.roots, name, tuple(sorted(asked.items())))

    def flow(self) -> pl.DataFrame:
        """Requests reported, closed and open by month: the two years that end with the period in view."""
        calendar = self.engine.calendar
        end = min(parse_period(self.period, calendar, _end_of(self.engine.as_of)).end, _end_of(self.engine.as_of))
        year, month = calendar.month_of(end - timedelta(hours=1))
        return self.explore(
            "case_flow", grain="month", period=f"{year - 2 + month // 12}-{month % 12 + 1:02d}/{year}-{month:02d}"
        )


def _end_of(day: date) -> datetime:
    """The instant at which a day is over."""
    return datetime(day.year, day.month, day.day) + timedelta(days=1)


def warehouse() -> Path:
    return settings().warehouse


def _key(engine: Engine) -> tuple[str, str, str]:
    """What identifies a snapshot among all that this process may have served."""
    return str(warehouse()), engine.snapshot, engine.manifest.created_at


def engine() -> Engine | None:
    """The engine of the snapshot that is served now; None where nothing was published yet."""
    path = warehouse()
    return open_engine(path) if current_snapshot(path) else None


def warm_up() -> None:
    """Open the snapshot and load what pages draw with; a fault is left to the first page, which can tell it."""
    with suppress(BiaochiError):
        importlib.import_module("biaochi.charts")
        if found := engine():
            value(found, Question("days_to_close"))


@st.cache_data(max_entries=4, show_spinner=False)
def _areas(_engine: Engine, key: tuple[str, str, str]) -> pl.DataFrame:
    return _engine.areas


def areas(engine: Engine) -> Areas:
    """The area tree of a snapshot."""
    return Areas(_areas(engine, _key(engine)))


def periods(engine: Engine) -> list[str]:
    """What the period filter offers: quarters, years, months that hold data, newest first."""
    offered = recent_periods(engine.first_instant, _end_of(engine.last_day), engine.calendar)
    order = {"Q": 0, "year": 1, "month": 2}
    return sorted(offered, key=lambda label: order["Q" if "Q" in label else "month" if "-" in label else "year"])


def reader_scope() -> Scope:
    """What this reader may see. Everything, until sign-in says otherwise."""
    return Scope.everything()


@st.cache_data(max_entries=5000, show_spinner=False)
def _value(_engine: Engine, key: tuple[str, str, str], roots: tuple[str, ...], question: Question) -> pl.DataFrame:
    return value(_engine, question, scope=Scope(roots))


@st.cache_data(max_entries=500, show_spinner=False)
def _explore(
    _engine: Engine, key: tuple[str, str, str], roots: tuple[str, ...], name: str, options: tuple[tuple[str, Any], ...]
) -> pl.DataFrame:
    return explore(_engine, name, scope=Scope(roots), **dict(options))


def enter(view: View) -> None:
    """Hand the view to the page that the shell is about to run."""
    st.session_state[_VIEW] = view


def this_view() -> View:
    """The view of the page that is running. A page that was not entered through the shell has none, and so no data."""
    return st.session_state[_VIEW]


def leave() -> None:
    """Take the view back, so that nothing outlives the run it was made for."""
    st.session_state.pop(_VIEW, None)


@st.fragment(run_every=POLL_SECONDS)
def watch_snapshot() -> None:
    """Run the page again when a new snapshot has been published since it was drawn."""
    now = current_snapshot(warehouse())
    if st.session_state.get(_SEEN) not in (None, now):
        st.session_state[_SEEN] = now
        st.rerun()
    st.session_state[_SEEN] = now
