"""One figure over time: its series, the limits of its ordinary variation, and the words that these allow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import polars as pl

from biaochi.catalogue import Indicator
from biaochi.engine import Engine
from biaochi.engine.database import end_of
from biaochi.measures.verdict import change
from biaochi.periods import parse_period, trailing
from biaochi.statistics import Xmr, assurance, variation, xmr

POINTS = 24
"""How many periods a series looks back on."""
GRAINS = {"flow": "month", "stock": "quarter", "year": "year"}


@dataclass(frozen=True)
class OverTime:
    """``series``: rows of ``measures.value`` by period, oldest first, for one area. ``chart``: its XmR limits, None where there are
    too few points. ``variation``, ``assurance``: see ``statistics``; ``trend``: what the test of the last five points says."""

    series: pl.DataFrame
    grain: str
    chart: Xmr | None
    variation: str | None
    assurance: str | None
    trend: str

    @property
    def standard(self) -> float | None:
        """The standard of the last period that has one."""
        known = self.series["standard"].drop_nulls().to_list()
        return known[-1] if known else None


def grain_of(indicator: Indicator) -> str:
    """How finely an indicator is followed: what flows by month, what is surveyed by quarter, money by year."""
    return GRAINS[indicator.time]


def known_until(engine: Engine, indicator: Indicator, area: str | None) -> datetime:
    """The instant until which the figure is known where ``area`` lies: of cases the day their exports speak for, else the surveys'."""
    told = engine.span(area).get("known_until") if not indicator.is_survey else None
    return min(told or end_of(engine.speaks_for(area)), end_of(engine.as_of))


def span_until(until: datetime, engine: Engine, period: str | None, grain: str, points: int = POINTS) -> str:
    """The span of the last ``points`` whole periods of ``grain`` up to the end of ``period``, none that has not ended by ``until``."""
    asked = parse_period(period, engine.calendar, end=until).end
    return trailing(min(asked, until), grain, points, engine.calendar)


def follow(series: pl.DataFrame, indicator: Indicator, grain: str) -> OverTime:
    """What a series by period (one area, no breakdown) says."""
    series = series.sort("period")
    shown = pl.when(pl.col("state") == "ok").then(pl.col("value"))  # a point that rests on too few is no signal
    values = series.select(shown)["value"].to_list()
    chart = xmr(values)
    standard = series["standard"].drop_nulls().to_list()
    return OverTime(
        series=series,
        grain=grain,
        chart=chart,
        variation=variation(chart, indicator.direction) if chart else None,
        assurance=assurance(chart, standard[-1], indicator.direction) if chart and standard else None,
        trend=change(series, indicator),
    )
