"""Small counts of persons, kept back before an answer leaves ``measures``.

For an indicator that says of itself ``personal: true`` (it counts what single persons said or asked for) a numerator or denominator
from 1 to k − 1 is not shown (k: BIAOCHI_SUPPRESS_BELOW), nor are as many other cells as it takes that it cannot be told from those
that are (``statistics.suppression`` says how, and why nothing can). A suppressed cell has the state ``suppressed`` and no figure;
nothing tells whether its own count was small or a neighbour's.

**A cell is hidden however it is asked for.** What is hidden is decided once for all areas of the snapshot, over its whole calendar
(months, quarters, years, all), for numerators and denominators apart and at both cut-offs together; an answer only looks it up. Free
spans of months are hidden wherever they part months that are not told apart. The decision of a count depends on that count alone, so
that indicators which share one (those who were called back, the wishes collected) hide it in the same cells. Totals are decided
first; where a total is hidden, so are all its members, and a breakdown names the same members for an area as for the area above it.
Below the counties a breakdown is shown of a place that is looked at as a whole and of the areas directly in it; of other towns and
communities hardly a cell of it would be large enough.

What is **not** protected: how many did *not* (denominator less numerator), and shares of 0 and 100 %; differences between two
snapshots, between two cut-offs, or between a rate with and without its exclusions; one breakdown held against another; a rough idea
of a hidden count from how many cases there were, which are counts of work and no persons' words. Hidden counts cannot be told
exactly, but may be told to lie in a range.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
import polars as pl

from biaochi.catalogue import Indicator
from biaochi.config import settings
from biaochi.engine import Engine
from biaochi.engine.database import end_of
from biaochi.measures.question import Question
from biaochi.measures.sums import run
from biaochi.periods import ALL, BEGINNING, Period, parse_period, split
from biaochi.places import places
from biaochi.statistics.suppression import protect
from biaochi.statistics.suppression.masks import NOWHERE, Mask, Table, Trade

SUPPRESSED = "suppressed"
FIGURES = (
    "numerator", "denominator", "value", "lower", "upper", "lower_998", "upper_998", "p90", "closed_only_median", "areas",
    "areas_missing", "note",
)  # fmt: skip
"""What a suppressed row leaves blank."""
SMALL = ("town", "community")
"""Levels of which no breakdown is shown, unless the area or the one above it is looked at as a whole."""
_WEIGHT = "basically_satisfied_weight"
_UNNAMED = "\0"
"""Stands for cases of no category: null has no place in an index."""


def suppress(
    engine: Engine, indicator: Indicator, question: Question, areas: pl.DataFrame, periods: pl.DataFrame, answer: pl.DataFrame
) -> pl.DataFrame:
    """``answer`` (rows of ``verdict.conclude``) with the state ``suppressed`` and no figure where a count must not be told.

    ``areas`` and ``periods``: those that the answer speaks of. ``question`` must be complete. Rows that a breakdown lacks are added
    where they are hidden: that a member is absent says that nobody is counted there.
    """
    below = settings().suppress_below
    if not indicator.personal or below < 2:
        return answer
    hidden = _hidden(engine, indicator, question, below, areas, periods)
    keys = ["area_code", "period", "category"]
    frame = answer.join(hidden, on=keys, how="full", nulls_equal=True, coalesce=True)
    if question.dimension != "all":
        frame = _named(frame, areas, answer)
    frame = frame.filter(pl.col("area_name").is_not_null())
    small = [(pl.col(name) > 0) & (pl.col(name) < below) for name in ("numerator", "denominator")]
    is_hidden = pl.col("is_hidden").fill_null(False) | pl.any_horizontal(*small).fill_null(False)
    blank = [pl.when(~is_hidden).then(pl.col(name)).alias(name) for name in FIGURES if name in answer.columns]
    return frame.with_columns(
        *blank,
        *(pl.when(is_hidden).then(pl.lit("not_compared")).otherwise(name).alias(name) for name in ("verdict", "verdict_whole")),
        state=pl.when(is_hidden).then(pl.lit(SUPPRESSED)).otherwise("state"),
    ).select(answer.columns)


def _named(frame: pl.DataFrame, areas: pl.DataFrame, answer: pl.DataFrame) -> pl.DataFrame:
    """Rows that the answer lacked, with what it says of their areas."""
    held = answer.select("area_code", "standard", "standard_document").unique("area_code", keep="first", maintain_order=True)
    known = areas.join(held, on="area_code", how="left")
    columns = [name for name in known.columns if name != "area_code" and name in frame.columns]
    joined = frame.join(known.select("area_code", *columns), on="area_code", how="left", suffix="_of_area")
    filled = [pl.coalesce(name, f"{name}_of_area").alias(name) for name in columns]
    return joined.with_columns(filled)


def _hidden(
    engine: Engine, indicator: Indicator, question: Question, below: float, areas: pl.DataFrame, periods: pl.DataFrame
) -> pl.DataFrame:
    """The hidden cells of areas and periods: area_code, period, category, is_hidden."""
    decided = _decided(engine, indicator, question, below)
    codes = areas["area_code"].to_list()
    within = [next(at for up in [*engine.above(code), ALL] if (at := decided.position.get(up)) is not None) for code in codes]
    is_part = np.array([code in decided.position for code in codes], dtype=bool)
    found: list[tuple[str, str, str | None]] = []
    for label in periods["period"]:
        months = decided.months_of(parse_period(label, engine.calendar, end=end_of(engine.as_of)))
        is_hidden = decided.hides(months)
        if question.dimension != "all":
            named = decided.is_named(months, is_hidden)
            is_hidden = np.where(is_part[:, None], is_hidden[within], True) & named[within]
        else:
            is_hidden = is_hidden[within]
        found += [(codes[at], label, decided.members[member]) for at, member in np.argwhere(is_hidden).tolist()]
    schema = {"area_code": pl.String, "period": pl.String, "category": pl.String}
    return pl.DataFrame(found, schema=schema, orient="row").with_columns(is_hidden=pl.lit(True))


@dataclass(frozen=True)
class _Decision:
    """What is hidden of one indicator's counts, by one dimension or in total."""

    codes: Sequence[str]
    parents: np.ndarray
    months: Sequence[Period]
    members: Sequence[str | None]
    masks: Sequence[Mask]
    persons: np.ndarray
    """areas × months × members of the last count: who is there at all."""

    @cached_property
    def position(self) -> dict[str, int]:
        return {code: at for at, code in enumerate(self.codes)}

    def months_of(self, period: Period) -> np.ndarray:
        return np.array([period.start <= month.start and month.end <= period.end for month in self.months], dtype=bool)

    def trades(self, count: int, engine: Engine, codes: Sequence[str]) -> list[Trade]:
        """What hides one of the counts, as seen in a table of the areas ``codes``.

        What is traded inside one of them changes nothing that a breakdown shows: its communities can be filled from its members in
        another way month by month, for nothing is told of the two together.
        """
        known = {code: at for at, code in enumerate(codes)}
        position = [next(known[up] for up in [*engine.above(code), ALL] if up in known) for code in self.codes]
        return [trade.seen_in(np.array(position)) for trade in self.masks[count].trades]

    def hides(self, months: np.ndarray) -> np.ndarray:
        """areas × members: a cell is hidden with both its counts where one of them is."""
        return np.any([mask.hides(months) for mask in self.masks], axis=0)

    def is_named(self, months: np.ndarray, is_hidden: np.ndarray) -> np.ndarray:
        """areas × members: the members of a hidden cell's nearest area above that is shown, so that no name tells who is there."""
        named = self.persons[:, months].sum(axis=1) > 0
        for at in range(len(self.parents)):
            above = self.parents[at]
            named[at] = np.where(is_hidden[at], named[above] if above != NOWHERE else True, named[at])
        return named


_decisions: WeakKeyDictionary[Engine, dict[tuple[Any, ...], _Decision]] = WeakKeyDictionary()
_deciding = threading.RLock()


def _decided(engine: Engine, indicator: Indicator, question: Question, below: float) -> _Decision:
    """The decision for an indicator and a dimension; made once for a snapshot."""
    declared = {name: getattr(question, name) for name in ("household_basis", "population_basis") if name in indicator.sql.parameters}
    key = (indicator.id, question.dimension, question.include, below, settings().basically_satisfied_weight, *declared.values())
    with _deciding:
        kept = _decisions.setdefault(engine, {})
        if key not in kept:
            asked = replace(question, area=None, level=None, period=None, grain=None, beside=(), basically_satisfied_weight=None)
            kept[key] = _decide(engine, indicator, asked, below)
        return kept[key]


def _decide(engine: Engine, indicator: Indicator, question: Question, below: float) -> _Decision:
    totals = None if question.dimension == "all" else _decided(engine, indicator, replace(question, by=()), below)
    codes, parents = _tree(engine, _broken_down(engine) if totals else set(engine.areas["area_code"]))
    months, spans = _calendar(engine, indicator, question)
    weights = (1.0, settings().basically_satisfied_weight) if _WEIGHT in indicator.sql.parameters else (None,)
    sums = [_counted(engine, indicator, replace(question, **{_WEIGHT: weight}), codes, spans, len(months)) for weight in weights]
    members = sorted({member for each in sums for member in each["category"].unique()})
    holds = np.array([[span.start <= month.start and month.end <= span.end for month in months] for span in spans], dtype=bool)
    masks, persons = [], np.zeros((len(codes), len(months), len(members)))
    names = ("numerator",) if indicator.kind == "count" else ("numerator", "denominator")
    for at, name in enumerate(names):
        counts = tuple(
            array
            for each in sums
            for array in _arrays(each, name, codes, [span.label for span in spans], members, holds)
        )  # fmt: skip
        masks.append(protect(Table(parents, holds, counts, below), totals.trades(at, engine, codes) if totals else ()))
        persons = counts[0][:, : len(months)]
    named = [None if member == _UNNAMED else member for member in members]
    return _Decision(codes, parents, months, named, masks, persons)


def _broken_down(engine: Engine) -> set[str]:
    """The areas of which a breakdown is shown."""
    wholes = {*places(), engine.home, None}
    listed = engine.areas.select("area_code", "parent_code", "level").iter_rows()
    return {code for code, parent, level in listed if level not in SMALL or code in wholes or parent in wholes}


def _tree(engine: Engine, listed: set[str]) -> tuple[list[str], np.ndarray]:
    """Areas in preorder below the one that holds everything, and the position of each one's parent, the nearest that is listed."""
    children: dict[str, list[str]] = {}
    for code in sorted(listed):
        children.setdefault(next((up for up in engine.above(code)[1:] if up in listed), ALL), []).append(code)
    codes, parents, front = [], [], [(ALL, NOWHERE)]
    while front:
        code, parent = front.pop()
        parents.append(parent)
        codes.append(code)
        front += [(child, len(codes) - 1) for child in reversed(children.get(code, []))]
    return codes, np.array(parents)


def _calendar(engine: Engine, indicator: Indicator, question: Question) -> tuple[list[Period], list[Period]]:
    """The months in which anything is counted, and all spans of the calendar that hold one of them: those months first."""
    known = engine.spans.filter(pl.col("area_code") == ALL).to_dicts()
    starts = [day for row in known for day in (row["first_report"], row["first_survey"]) if day is not None]
    first = min((np.datetime64(day, "us").item() for day in starts), default=end_of(engine.as_of))
    everything = Period(ALL, BEGINNING, end_of(engine.as_of))
    months: list[Period] = []
    for grain in ("year", "month"):
        within = [(m.start, m.end) for m in months]
        parts = split(everything, grain, first, everything.end, engine.calendar)
        parts = [p for p in parts if not months or any(start <= p.start and p.end <= end for start, end in within)]
        sums = run(engine, indicator, question, pl.DataFrame({"area_code": [ALL]}), _asked(engine, parts, True), engine.as_of).sums
        counted = sums.filter(pl.any_horizontal(pl.col("numerator", "denominator").fill_null(0) > 0))["period"].unique().to_list()
        months = [p for p in parts if f"{p.label}*" in counted]
    longer = [p for grain in ("quarter", "year") for p in split(everything, grain, first, everything.end, engine.calendar)]
    longer = [p for p in longer if any(p.start <= m.start and m.end <= p.end for m in months)]
    return months, [*months, *longer, everything]


def _asked(engine: Engine, spans: Sequence[Period], as_of: bool) -> pl.DataFrame:
    """Spans as a question asks for them, at the end of each or (label and ``*``) as they stand today."""
    today = end_of(engine.cases_as_of)
    rows = [(p.label + "*" * as_of, p.start, p.end, today if as_of else min(p.end, today), p.last_day.year) for p in spans]
    schema = {"period": pl.String, "start_at": pl.Datetime, "end_at": pl.Datetime, "cutoff_at": pl.Datetime, "year": pl.Int32}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _counted(
    engine: Engine, indicator: Indicator, question: Question, codes: Sequence[str], spans: Sequence[Period], months: int
) -> pl.DataFrame:
    """Sums of every area: of every span at its end, of the months also as they stand today."""
    asked = pl.concat([_asked(engine, spans, False), _asked(engine, spans[:months], True)])
    sums = run(engine, indicator, question, pl.DataFrame({"area_code": codes}), asked, engine.as_of).sums
    return sums.with_columns(pl.col("category").fill_null(_UNNAMED), pl.col("numerator", "denominator").fill_null(0.0).round(6))


def _arrays(
    sums: pl.DataFrame, name: str, codes: Sequence[str], labels: Sequence[str], members: Sequence[str], holds: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """areas × spans × members of one count: as it stands today, and at the end of each span."""
    months = holds.shape[1]
    spans = [*labels, *(f"{label}*" for label in labels[:months])]
    filled = np.zeros((len(codes), len(spans), len(members)))
    axes = [_positions(sums["area_code"], codes), _positions(sums["period"], spans), _positions(sums["category"], members)]
    filled[tuple(axes)] = sums[name].to_numpy()
    today = np.einsum("amg,sm->asg", filled[:, len(labels) :], holds.astype(float))
    return today.round(6), filled[:, : len(labels)]


def _positions(column: pl.Series, listed: Sequence[str]) -> np.ndarray:
    known: Mapping[str, int] = {each: at for at, each in enumerate(listed)}
    return np.array([known[each] for each in column], dtype=np.intp)
