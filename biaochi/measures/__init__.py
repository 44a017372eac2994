"""From a question to figures: the one call behind pages, command line and API.

A question names an indicator, where, when and how to break it down. The indicator's SQL gives numerators and
denominators at the finest grain; they are summed up the area tree and over time, then divided, held against the
standard and given a state. Nothing else in the house divides.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from biaochi.catalogue import Indicator, catalogue
from biaochi.config import QUERIES, settings
from biaochi.engine import Engine
from biaochi.engine.database import execute
from biaochi.errors import BiaochiError, UnknownName
from biaochi.measures.asked import asked_areas, asked_periods, by_standards_day, has_cases, resolve_area, whole_of
from biaochi.measures.verdict import COLUMNS, change, conclude
from biaochi.scope import Scope
from biaochi.sqlfile import read_sql
from biaochi.standards import lineage
from biaochi.statistics import survival_quantiles

__all__ = ["BASES", "COLUMNS", "DIMENSIONS", "Question", "change", "explore", "resolve_area", "value"]

DIMENSIONS = ("category", "department", "channel", "urgency", "system")
BASES = ("resident", "total", "registered", "floating")


@dataclass(frozen=True)
class Question:
    """What is asked.

    ``area``: the subtree (None: everything in scope). ``level``: one row per area of that level. ``by``: any of area,
    period and one of DIMENSIONS. ``period``: as ``biaochi.periods.parse_period`` reads it; ``grain``: month, quarter or
    year when broken down by period. ``profile``: the set of standards, ``household_basis`` and ``population_basis``: one of
    BASES (None: what is usual in the place, see ``biaochi.places``). ``cutoff``: ``period`` cuts every rate at the end of
    its period, ``as-of`` takes the same cases as they stand today. ``basically_satisfied_weight``: None is the setting.
    ``beside``: further areas that get rows of their own, by the same standards and bases, to hold the area against.
    """

    indicator: str
    area: str | None = None
    level: str | None = None
    by: tuple[str, ...] = ()
    period: str | None = None
    grain: str | None = None
    profile: str | None = None
    household_basis: str | None = None
    population_basis: str | None = None
    cutoff: str = "period"
    basically_satisfied_weight: float | None = None
    beside: tuple[str, ...] = ()

    @property
    def dimension(self) -> str:
        chosen = [name for name in self.by if name in DIMENSIONS]
        return chosen[0] if chosen else "all"


def value(engine: Engine, question: Question, scope: Scope = Scope.everything()) -> pl.DataFrame:
    """Answer a question: one row per area, period and category asked for, with the columns COLUMNS.

    ``value``, ``lower`` and ``upper`` are in the indicator's unit (percent: 93.72). ``state``: ok, missing (nothing
    reported), not_applicable (nothing to count, or no standard to count against), too_few (fewer than the indicator's
    minimum; the value stands, the verdict does not). Raises UnknownName and BiaochiError for what cannot be asked.
    """
    question = _complete(engine, question, scope)
    indicator = _check(question)
    areas = asked_areas(engine, question.area, question.level, "area" in question.by, scope, question.beside)
    grain = question.grain if "period" in question.by else None
    whole = whole_of(engine, question.area, scope)
    periods = asked_periods(engine, whole, question.period, grain, question.cutoff, "period" in question.by)
    answers = [
        _answer(engine, indicator, question, areas, part, day)
        for day, part in by_standards_day(engine, periods, str(question.profile))
    ]
    return pl.concat(answers).sort("area_code", "period", "category", nulls_last=True)


def _answer(
    engine: Engine, indicator: Indicator, question: Question, areas: pl.DataFrame, periods: pl.DataFrame, day: date
) -> pl.DataFrame:
    """The answer for periods to which the same standards apply."""
    shared = {name: read_sql(QUERIES / "measures" / f"{name}.sql") for name in ("applicable", "sum_up", "sum_up_durations")}
    statements = [indicator.sql, *shared.values()]
    with engine.asking(periods, areas.select("area_code"), str(question.profile), day, statements) as cursor:
        weight = question.basically_satisfied_weight
        weight = settings().basically_satisfied_weight if weight is None else weight
        parameters = {
            "dimension": question.dimension,
            "household_basis": question.household_basis,
            "population_basis": question.population_basis,
            "basically_satisfied_weight": weight,
        }
        finest = execute(cursor, indicator.sql, parameters)
        thresholds = {"thresholds": list(indicator.thresholds)}
        applicable = execute(cursor, shared["applicable"], thresholds)
        cursor.register("incoming", _known(finest, indicator).to_arrow())
        cursor.execute("create temp table finest_known as from incoming")
        name = "sum_up_durations" if indicator.kind == "duration" else "sum_up"
        sums = execute(cursor, shared[name], {"is_stock": indicator.is_stock})
        standard = _standard_of(cursor, indicator, areas)
    covered = has_cases(engine, areas, periods)
    frame = _expected(areas, periods, sums, question).join(applicable, on="area_code", how="left")
    if indicator.kind == "duration":
        frame = _durations(frame, sums)
    frame = frame.join(standard, on="area_code", how="left").join(covered, on=["area_code", "period"], how="left")
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
        return execute(cursor, sql, parameters)


def _complete(engine: Engine, question: Question, scope: Scope) -> Question:
    """The question with what is usual in its place where it names no standards and no basis."""
    whole = whole_of(engine, question.area, scope)
    basis = engine.usual(whole).get("households", BASES[0])
    return replace(
        question,
        profile=question.profile or engine.standard_of(whole),
        household_basis=question.household_basis or basis,
        population_basis=question.population_basis or basis,
    )


def _check(question: Question) -> Indicator:
    if question.indicator not in catalogue():
        raise UnknownName("indicator", question.indicator, catalogue())
    indicator = catalogue()[question.indicator]
    lineage(str(question.profile))
    for name in question.by:
        if name not in ("area", "period", *DIMENSIONS):
            raise UnknownName("breakdown", name, ("area", "period", *DIMENSIONS))
    for basis in (question.household_basis, question.population_basis):
        if basis not in BASES:
            raise UnknownName("basis", basis, BASES)
    if question.dimension != "all" and question.dimension not in indicator.dimensions:
        raise BiaochiError(
            "“{indicator}” cannot be broken down by {dimension}. It can be broken down by: {possible}.",
            indicator=indicator.id,
            dimension=question.dimension,
            possible=", ".join(("area", "period", *indicator.dimensions)),
        )
    if sum(name in DIMENSIONS for name in question.by) > 1:
        raise BiaochiError("Break down by one of {dimensions} at a time.", dimensions=", ".join(DIMENSIONS))
    return indicator


def _known(finest: pl.DataFrame, indicator: Indicator) -> pl.DataFrame:
    """Finest rows in one shape, marked where the value is known."""
    needed = ["numerator"] if indicator.kind == "count" else ["numerator", "denominator"]
    wanted = ["area_code", "period", "category", "numerator", "denominator"]
    extra = ["duration_days"] if indicator.kind == "duration" else []
    if "category" not in finest.columns:
        finest = finest.with_columns(pl.lit(None, dtype=pl.String).alias("category"))
    return finest.select(
        pl.col("area_code", "period"), pl.col("category").cast(pl.String),
        pl.col("numerator", "denominator", *extra).cast(pl.Float64),
        pl.all_horizontal(pl.col(name).is_not_null() for name in needed).alias("is_known"),
    ).select(*wanted, *extra, "is_known")  # fmt: skip


def _standard_of(cursor, indicator: Indicator, areas: pl.DataFrame) -> pl.DataFrame:
    """The standard of the indicator in each area: area_code, standard, standard_document."""
    found = execute(cursor, read_sql(QUERIES / "measures" / "standard.sql"), {"standard": indicator.standard or ""})
    return areas.select("area_code").join(found, on="area_code", how="left")


def _expected(areas: pl.DataFrame, periods: pl.DataFrame, sums: pl.DataFrame, question: Question) -> pl.DataFrame:
    """Every area and period asked for, with its sums where there are any: what is absent keeps its row."""
    frame = areas.join(periods.select("period"), how="cross")
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


def _durations(frame: pl.DataFrame, sums: pl.DataFrame) -> pl.DataFrame:
    """Median and P90 from the survival curve, and the median of closed cases alone beside it."""
    keys = ["area_code", "period", "category"]
    curve = survival_quantiles(sums, keys, (0.5, 0.9))
    closed = survival_quantiles(sums, keys, (0.5,), total="numerator").rename({"q0.5": "closed_only_median"})
    joined = frame.join(curve, on=keys, how="left", nulls_equal=True).join(closed, on=keys, how="left", nulls_equal=True)
    return joined.rename({"q0.5": "median", "q0.9": "p90"})
