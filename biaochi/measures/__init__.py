"""From a question to figures: the one call behind pages, command line and API.

A question names an indicator, where, when and how to break it down. The indicator's SQL gives numerators and
denominators at the finest grain; they are summed up the area tree and over time, then divided, held against the
standard and against the whole, and given a state. Nothing else in the house divides.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import polars as pl

from biaochi.catalogue import Indicator
from biaochi.config import QUERIES
from biaochi.engine import Engine
from biaochi.engine.database import execute
from biaochi.errors import UnknownName
from biaochi.measures.asked import asked_areas, asked_periods, by_standards_day, has_cases, resolve_area, whole_of
from biaochi.measures.durations import summarise
from biaochi.measures.explored import kept_back
from biaochi.measures.fair import Funnel, funnel_of
from biaochi.measures.overtime import OverTime, follow, grain_of, known_until, span_until
from biaochi.measures.question import BASES, DIMENSIONS, EXCLUSIONS, Question, checked, complete
from biaochi.measures.sums import Sums, run
from biaochi.measures.suppress import suppress
from biaochi.measures.verdict import COLUMNS, change, conclude
from biaochi.measures.whole import against_whole, with_group
from biaochi.scope import Scope
from biaochi.sqlfile import read_sql
from biaochi.standards import lineage

__all__ = [
    "BASES", "COLUMNS", "DIMENSIONS", "EXCLUSIONS", "Funnel", "OverTime", "Question", "change", "explore", "funnel", "grouped",
    "over_time", "resolve_area", "value",
]  # fmt: skip


def value(engine: Engine, question: Question, scope: Scope = Scope.everything()) -> pl.DataFrame:
    """Answer a question: one row per area, period and category asked for, with the columns COLUMNS.

    ``value``, ``lower``, ``upper`` (95 %), ``lower_998``, ``upper_998`` and ``whole`` are in the indicator's unit (percent:
    93.72). ``state``: ok, missing (nothing reported), not_applicable (nothing to count, or no standard to count against),
    too_few (fewer than the indicator's minimum; the value stands, the verdict does not). Raises UnknownName and BiaochiError
    for what cannot be asked.
    """
    return grouped(engine, question, scope).filter("is_asked").select(pl.exclude("is_asked"))


def grouped(engine: Engine, question: Question, scope: Scope = Scope.everything()) -> pl.DataFrame:
    """As ``value``, and the rows that the areas asked for are held against: their whole, and all areas of their level in it.

    ``is_asked`` tells the two apart. The group is the same however one of its areas is asked for, and so is its verdict.
    """
    question = complete(engine, question, scope)
    indicator = checked(question)
    asked = asked_areas(engine, question.area, question.level, "area" in question.by, scope, question.beside)
    areas = with_group(engine, asked, scope, indicator)
    grain = question.grain if "period" in question.by else None
    whole = whole_of(engine, question.area, scope)
    periods = asked_periods(engine, whole, question.period, grain, question.cutoff, "period" in question.by)
    answers = [
        _answer(engine, indicator, question, areas, part, day)
        for day, part in by_standards_day(engine, periods, str(question.profile))
    ]
    frame = against_whole(suppress(engine, indicator, question, areas, periods, pl.concat(answers)), indicator)
    return frame.sort("area_code", "period", "category", nulls_last=True)


def funnel(engine: Engine, question: Question, level: str, scope: Scope = Scope.everything()) -> Funnel:
    """All areas of ``level`` in the whole that the question's area lies in, with funnel limits (one period, no category)."""
    asked = replace(question, level=level, by=(), grain=None)
    return funnel_of(engine, asked, level, grouped(engine, asked, scope))


def over_time(engine: Engine, question: Question, scope: Scope = Scope.everything()) -> OverTime:
    """One area's figure over the periods up to the one asked for, with XmR limits (see ``measures.overtime``)."""
    indicator = checked(complete(engine, question, scope))
    grain = question.grain or grain_of(indicator)
    whole = whole_of(engine, question.area, scope)
    span = span_until(known_until(engine, indicator, whole), engine, question.period, grain)
    series = value(engine, replace(question, by=("period",), grain=grain, period=span, level=None, beside=()), scope)
    return follow(series, indicator, grain)


def _answer(
    engine: Engine, indicator: Indicator, question: Question, areas: pl.DataFrame, periods: pl.DataFrame, day: date
) -> pl.DataFrame:
    """The answer for periods to which the same standards apply."""
    found = run(engine, indicator, question, areas, periods, day)
    covered = has_cases(engine, areas, periods)
    frame = _expected(areas, periods, found, question).join(found.applicable, on="area_code", how="left")
    if indicator.kind == "duration":
        frame = summarise(frame, found.sums)
    frame = frame.join(found.standard, on="area_code", how="left").join(covered, on=["area_code", "period"], how="left")
    return conclude(frame, indicator)


def explore(
    engine: Engine,
    name: str,
    *,
    scope: Scope = Scope.everything(),
    area: str | None = None,
    period: str | None = None,
    grain: str | None = None,
    profile: str | None = None,
    household_basis: str | None = None,
    population_basis: str | None = None,
) -> pl.DataFrame:
    """Rows behind a page: run ``queries/explore/<name>.sql`` below ``area`` and for ``period``."""
    path = QUERIES / "explore" / f"{name}.sql"
    if not path.exists():
        raise UnknownName("exploration", name, [p.stem for p in path.parent.glob("*.sql")])
    whole = whole_of(engine, area, scope)
    usual = engine.usual(whole)
    profile = profile or engine.standard_of(whole)
    lineage(profile)
    areas = asked_areas(engine, area, None, False, scope)
    periods = asked_periods(engine, whole, period, grain, "period", grain is not None)
    day = max(day for day, _ in by_standards_day(engine, periods, profile))
    sql = read_sql(path)
    with engine.asking(periods, areas.select("area_code"), profile, day, [sql]) as cursor:
        basis = usual.get("households", BASES[0])
        parameters = {"household_basis": household_basis or basis, "population_basis": population_basis or basis}
        frame = execute(cursor, sql, parameters)
    asked = Question("", area=area, period=period, profile=profile, household_basis=household_basis, by=("category",))
    return kept_back(name, frame, lambda indicator: value(engine, replace(asked, indicator=indicator), scope))


def _expected(areas: pl.DataFrame, periods: pl.DataFrame, found: Sums, question: Question) -> pl.DataFrame:
    """Every area and period asked for, with its sums where there are any: what is absent keeps its row."""
    frame, sums = areas.join(periods.select("period"), how="cross"), found.sums
    if question.dimension == "all":
        keyed = sums.drop("duration_days", strict=False).group_by("area_code", "period").agg(
            pl.lit(None, dtype=pl.String).alias("category"), pl.col("numerator").sum(), pl.col("denominator").sum(), pl.col("areas").max()
        ) if "duration_days" in sums.columns else sums  # fmt: skip
        return frame.join(keyed, on=["area_code", "period"], how="left")
    if "duration_days" in sums.columns:
        sums = sums.group_by("area_code", "period", "category").agg(
            pl.col("numerator").sum(), pl.col("denominator").sum(), pl.col("areas").max()
        )
    return frame.join(sums, on=["area_code", "period"], how="inner").sort("area_code", "period", "category")
