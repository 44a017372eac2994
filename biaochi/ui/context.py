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
from biaochi.measures import Funnel, OverTime, Question, explore, funnel, grouped, over_time, value
from biaochi.measures.durations import HowLong, how_long
from biaochi.periods import default_period, parse_period, recent_periods
from biaochi.places import places
from biaochi.scope import Scope
from biaochi.ui.areas import Areas
from biaochi.warehouse import current_snapshot

_VIEW = "biaochi_view"
_SEEN = "biaochi_snapshot"
BASES = {"resident": "resident basis", "total": "total basis", "registered": "registered basis"}
"""What the switch of households and population says beside a figure."""
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

    def basis(self, name: str) -> str:
        """On which households or population an indicator is counted here; empty for one that does not depend on them."""
        asked = {"household_basis", "population_basis"} & set(catalogue()[name].sql.parameters)
        return self.t(BASES[self.households]) if asked else ""

    def indicator(self, name: str) -> Indicator:
        return catalogue()[name]

    def title(self, name: str) -> str:
        """The title of an indicator in the reader's language."""
        return pick(catalogue()[name].title, self.language)

    @property
    def area_name(self) -> str:
        return self.areas.name(self.area) or self.t("All areas")

    @property
    def root(self) -> str | None:
        """The whole in which the area in view lies: its place or city; None where everything is in view."""
        return self.engine.root(self.area)

    @property
    def as_of(self) -> date:
        """The newest date that anything in the whole in view speaks for; of a place that only looks back, its last record."""
        told = self.engine.speaks_for(self.area)
        if self.root in (self.home, None):
            return told
        span = self.engine.span(self.area)
        reported, surveyed = span.get("last_report"), span.get("last_survey")
        return min(max((day for day in (reported and reported.date(), surveyed) if day), default=told), told)

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
        asked = {**self._asked(), **question}
        return _value(self.engine, _key(self.engine), self.scope.roots, Question(indicator, **asked))

    def figure(self, indicator: str, **question: Any) -> dict[str, Any]:
        """The one row of an indicator for the whole area in view."""
        rows = self.ask(indicator, **question).to_dicts()
        return rows[0] if rows else {"state": "missing", "value": None, "verdict": "not_compared"}

    def _asked(self) -> dict[str, Any]:
        """What the reader chose, as every question names it. One basis serves households and population."""
        return {
            "area": self.area or "all",
            "period": self.period,
            "profile": self.profile,
            "household_basis": self.households,
            "population_basis": self.households,
        }

    def has(self, indicator: str) -> bool:
        """Whether anything was imported for the place in view, at any time, that the indicator can count."""
        row = self.figure(indicator, area=self.root or "all", period="all")
        return row.get("state") not in ("missing", "not_applicable")

    def below(self, indicator: str, **question: Any) -> pl.DataFrame:
        """One row for each area just below the one in view (districts of a city, communities of a district)."""
        return self.ask(indicator, **{"level": self.areas.level_below(self.area), **question})

    def grouped(self, indicator: str, **question: Any) -> pl.DataFrame:
        """As ``ask``, with the rows that the areas asked for are held against (see ``measures.grouped``)."""
        asked = {**self._asked(), **question}
        return _grouped(self.engine, _key(self.engine), self.scope.roots, Question(indicator, **asked))

    def funnel(self, indicator: str, level: str, **question: Any) -> Funnel:
        """All areas of ``level`` in the whole of the area in view, with funnel limits (see ``measures.funnel``)."""
        asked = {**self._asked(), **question}
        return _funnel(self.engine, _key(self.engine), self.scope.roots, Question(indicator, **asked), level)

    def over_time(self, indicator: str, **question: Any) -> OverTime:
        """The figure of the area in view by period, with the limits of its ordinary variation (see ``measures.over_time``)."""
        asked = {**self._asked(), **question}
        return _over_time(self.engine, _key(self.engine), self.scope.roots, Question(indicator, **asked))

    def how_long(self, **question: Any) -> HowLong:
        """How long cases take, open ones counted (see ``measures.durations.how_long``)."""
        asked = {**self._asked(), **question}
        return _how_long(self.engine, _key(self.engine), self.scope.roots, Question("days_to_close", **asked))

    def explore(self, name: str, **options: Any) -> pl.DataFrame:
        """Rows of ``queries/explore/<name>.sql`` for this view."""
        asked = {**self._asked(), **options}
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


def periods(engine: Engine, area: str | None) -> list[str]:
    """What the period filter offers for the whole an area lies in: quarters, years, months that hold data, newest first."""
    span = engine.span(area)
    first = engine.first_instant(area)
    until = span.get("known_until") or _end_of(engine.speaks_for(area))
    last = _end_of(span["last_report"].date()) if span.get("last_report") else until
    if engine.root(area) in (engine.home, None):
        last = _end_of(engine.last_day)
    offered = recent_periods(min(first, last), last, engine.calendar)
    order = {"Q": 0, "year": 1, "month": 2}
    return sorted(offered, key=lambda label: order["Q" if "Q" in label else "month" if "-" in label else "year"])


def usual_period(engine: Engine, area: str | None, offered: list[str]) -> str:
    """The period a reader starts with: what the place names, all there is for a place that only looks back, else the latest
    complete quarter of which reports are known."""
    root = engine.root(area)
    named = engine.usual(area).get("period")
    if named or (root in places() and root != engine.home):
        return named or "all"
    span = engine.span(area)
    is_home = root in (engine.home, None)
    usual = default_period(engine.last_report if is_home or not span.get("last_report") else span["last_report"].date())
    return usual if usual in offered else offered[0]


def reader_scope() -> Scope:
    """What this reader may see. Everything, until sign-in says otherwise."""
    return Scope.everything()


@st.cache_data(max_entries=5000, show_spinner=False)
def _value(_engine: Engine, key: tuple[str, str, str], roots: tuple[str, ...], question: Question) -> pl.DataFrame:
    return value(_engine, question, scope=Scope(roots))


@st.cache_data(max_entries=2000, show_spinner=False)
def _grouped(_engine: Engine, key: tuple[str, str, str], roots: tuple[str, ...], question: Question) -> pl.DataFrame:
    return grouped(_engine, question, scope=Scope(roots))


@st.cache_data(max_entries=500, show_spinner=False)
def _funnel(_engine: Engine, key: tuple[str, str, str], roots: tuple[str, ...], question: Question, level: str) -> Funnel:
    return funnel(_engine, question, level, scope=Scope(roots))


@st.cache_data(max_entries=2000, show_spinner=False)
def _over_time(_engine: Engine, key: tuple[str, str, str], roots: tuple[str, ...], question: Question) -> OverTime:
    return over_time(_engine, question, scope=Scope(roots))


@st.cache_data(max_entries=500, show_spinner=False)
def _how_long(_engine: Engine, key: tuple[str, str, str], roots: tuple[str, ...], question: Question) -> HowLong:
    return how_long(_engine, question, scope=Scope(roots))


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
