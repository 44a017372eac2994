"""Explain this number: from a figure to its rows, its statement, what it leaves out, its standard, and the file each row came from.

Areas: the finest rows of the indicator's own statement. Cases: the same statement once more, case by case (``engine.rowwise``). Every
other table: what was imported for the areas (``queries/explain``), with the rule by which a row holds or another took its place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl

from biaochi.catalogue import Indicator
from biaochi.config import HOME, QUERIES, settings
from biaochi.engine import Engine
from biaochi.engine.database import execute
from biaochi.engine.rowwise import count_cases, needs, put, read_by, words
from biaochi.errors import BiaochiError
from biaochi.measures import explore, value
from biaochi.measures.asked import asked_periods, by_standards_day, has_cases, whole_of
from biaochi.measures.explained import Cases, Explanation, Held, Listing, Source, Statement
from biaochi.measures.question import Question, checked, complete
from biaochi.measures.sums import known, parameters, statement
from biaochi.measures.suppress import SUPPRESSED
from biaochi.scope import Scope
from biaochi.sqlfile import SqlFile, read_sql
from biaochi.standards import lineage, standards

LIMIT = 200
"""How many rows of each list are handed out; how many there are in all is always told."""


def explain(engine: Engine, question: Question, scope: Scope = Scope.everything(), limit: int = LIMIT) -> Explanation:
    """Take the figure of one area and one period apart, whatever else ``question`` breaks it down by or counts in.

    Of a suppressed figure, and of a time of which no cases are known, only its meaning, its standard and its statement are told; of
    areas below it that are suppressed, nothing.
    Raises UnknownName and BiaochiError for what cannot be asked.
    """
    question = replace(complete(engine, question, scope), by=(), level=None, grain=None, beside=(), include=())
    indicator = checked(question)
    rows = value(engine, question, scope).to_dicts()
    if len(rows) != 1:
        raise BiaochiError("A figure is explained for one area: name it.")
    row, is_personal = rows[0], indicator.personal and settings().suppress_below > 1
    question = replace(question, area=row["area_code"])
    periods = asked_periods(engine, whole_of(engine, question.area, scope), question.period, None, question.cutoff, False)
    [(day, periods)] = by_standards_day(engine, periods, str(question.profile))
    of_sources = {name: _file(name) for name in indicator.source if name != "case"}
    shared = [_file("part"), _file("threshold"), *of_sources.values(), *needs(indicator.sql)]
    areas = pl.DataFrame({"area_code": [row["area_code"]]})
    with engine.asking(periods, areas, str(question.profile), day, [indicator.sql, *shared]) as cursor:
        thresholds = execute(cursor, _file("threshold"), {"standards": list(indicator.thresholds)})
        told = Explanation(
            indicator=indicator,
            question=question,
            row=row,
            period=periods.to_dicts()[0],
            snapshot=engine.snapshot,
            as_of={name: date.fromisoformat(engine.manifest.as_of[name]) for name in indicator.source if name in engine.manifest.as_of},
            statements=_statements(indicator, question),
            standard=_standard(indicator, row, str(question.profile), day),
            thresholds=tuple(_held(*each, profile=str(question.profile), day=day) for each in thresholds.iter_rows()),
            is_personal=is_personal,
        )
        is_known = indicator.is_survey or has_cases(engine, areas, periods)["is_covered"][0]
        if told.is_suppressed or not is_known:
            return told
        asked = {**parameters(question), "names": sorted(read_by(indicator.sql) | words(indicator.sql))}
        put(cursor, "finest_known", known(execute(cursor, indicator.sql, asked), indicator))
        stock = {"is_stock": indicator.is_stock, "thresholds": list(indicator.thresholds)}
        parts = execute(cursor, _file("part"), stock)
        found = {name: execute(cursor, sql, asked) for name, sql in of_sources.items()}
        # Last, because it leaves a cursor that speaks of cases in place of areas.
        total, listed = _cases(cursor, indicator, asked) if "case" in indicator.source else (0, None)
    hidden = _hidden(engine, question, scope) if is_personal else []
    is_shown = ~pl.col("area_code").is_in(hidden)
    shown = {name: frame.filter(is_shown) for name, frame in found.items()}
    listed = None if listed is None else listed.filter(is_shown)
    by_category = "category" in indicator.dimensions and not is_personal
    return replace(
        told,
        parts=parts.filter(is_shown),
        categories=value(engine, replace(question, by=("category",)), scope) if by_category else pl.DataFrame(),
        cases=_summary(total, listed, limit, is_personal) if "case" in indicator.source else None,
        sources={} if is_personal else {name: _source(frame, limit) for name, frame in shown.items()},
        exclusions=_exclusions(engine, question, scope) if "case" in indicator.source else {},
        files=_files({**({} if listed is None else {"case": listed}), **shown}, is_personal),
        hidden=parts.filter(~is_shown).height,
    )


def _cases(cursor: Any, indicator: Indicator, asked: Mapping[str, Any]) -> tuple[int, pl.DataFrame | None]:
    """How many cases there are to look at, and the rows of ``queries/explain/case.sql``; None where they are too many."""
    total, finest = count_cases(cursor, indicator.sql, asked)
    if finest is None:
        return total, None
    put(cursor, "keyed_finest", known(finest, indicator))
    by_closing = re.search(r"closed_cut > a\.start_at", indicator.sql.sql)
    universe = "open" if indicator.time == "stock" else "closed" if by_closing else "reported"
    return total, execute(cursor, _file("case"), {**asked, "universe": universe, "is_duration": indicator.kind == "duration"})


def _summary(total: int, frame: pl.DataFrame | None, limit: int, is_personal: bool) -> Cases:
    """The cases as they may be shown: where they tell what persons said, they stand side by side, and only the numbers say how many count.

    Who was asked is kept back as well: with its dates, a list of those would count months and categories that are suppressed.
    """
    if frame is None:
        return Cases(Listing(pl.DataFrame(), total), pl.DataFrame(), 0.0, 0.0, "too_many")
    numerator, denominator = float(frame["numerator"].sum()), float(frame["denominator"].sum())
    if is_personal:
        is_left_out, counted = pl.col("counts") == "left_out", pl.lit("counted")
        frame = frame.with_columns(pl.when(is_left_out).then(name).otherwise(counted).alias(name) for name in ("counts", "reason"))
    reasons = frame.group_by("counts", "reason").len("cases").sort("cases", "reason", descending=[True, False])
    if is_personal:
        kept_back = [pl.lit(None, frame.schema[name]).alias(name) for name in ("numerator", "denominator", "counts", "reason")]
        frame = frame.with_columns(kept_back).sort("reported_at", "system", "case_id")
    return Cases(Listing(frame.head(limit), frame.height), reasons, numerator, denominator, "personal" if is_personal else None)


def _source(frame: pl.DataFrame, limit: int) -> Source:
    standings = frame["standing"].value_counts(sort=True)
    return Source(Listing(frame.head(limit), frame.height), dict(standings.iter_rows()))


def _hidden(engine: Engine, question: Question, scope: Scope) -> list[str]:
    """The areas below the one asked for of which nothing may be told: those whose figure is suppressed, with all that lies below
    them, because its sum would give it away; and what offices hold beside their parts, which no figure of its own was decided for."""
    suppressed: set[str] = set()
    for level in engine.areas["level"].unique().drop_nulls():
        answer = value(engine, replace(question, level=level), scope)
        suppressed |= set(answer.filter(pl.col("state") == SUPPRESSED)["area_code"])
    offices = set(engine.parents.values())
    return [code for code in engine.parents if code in offices or suppressed & set(engine.above(code))]


def _exclusions(engine: Engine, question: Question, scope: Scope) -> dict[str, int]:
    found = explore(engine, "case_exclusions", scope=scope, area=question.area, period=question.period, profile=question.profile)
    return {name: count for name, count in (found.to_dicts() or [{}])[0].items() if isinstance(count, int)}


def _files(frames: Mapping[str, pl.DataFrame], is_personal: bool) -> pl.DataFrame:
    """Which files the rows lie in: table, source_file, rows. How many rows tell of persons in each is not said; cases are work."""
    counted = [
        frame.group_by("source_file")
        .len("rows")
        .select(
            pl.lit(name).alias("table"),
            "source_file",
            pl.when(pl.lit(name == "case" or not is_personal)).then(pl.col("rows").cast(pl.Int64)).alias("rows"),
        )
        for name, frame in frames.items()
    ]
    empty = pl.DataFrame(schema={"table": pl.String, "source_file": pl.String, "rows": pl.Int64})
    return pl.concat([empty, *counted]).sort("table", "source_file")


def _standard(indicator: Indicator, row: Mapping[str, Any], profile: str, day: date) -> Held | None:
    if indicator.standard is None or row["standard"] is None:
        return None
    return _held(indicator.standard, row["standard"], row["standard_document"], None, profile=profile, day=day)


def _held(key: str, number: float, document: str, areas: int | None, *, profile: str, day: date) -> Held:
    """A value with the day since which it holds; none where several of the same value and document begin on different days."""
    standard = standards()[key]
    since = {
        each.valid_from
        for each in standard.values
        if each.profile in lineage(profile) and (each.value, each.document) == (number, document) and each.holds_on(day)
    }
    return Held(key, standard.title, standard.unit, number, document, since.pop() if len(since) == 1 else None, areas)


def _statements(indicator: Indicator, question: Question) -> tuple[Statement, ...]:
    """The indicator's statement and the one that sums it up the tree."""
    sum_up = statement("sum_up_durations" if indicator.kind == "duration" else "sum_up")
    given = {**parameters(question), "is_stock": indicator.is_stock}
    return tuple(Statement(sql.path.relative_to(HOME).as_posix(), filled(sql, given)) for sql in (indicator.sql, sum_up))


def filled(sql: SqlFile, given: Mapping[str, Any]) -> str:
    """The text of a statement with its parameters written out, as one would type it into the DuckDB shell."""
    return re.sub(r"\$(\w+)", lambda found: _literal(given[found[1]]), sql.sql)


def _literal(content: Any) -> str:
    if isinstance(content, bool):
        return str(content).lower()
    if isinstance(content, str):
        return "'" + content.replace("'", "''") + "'"
    return str(content)


def _file(name: str) -> SqlFile:
    return read_sql(QUERIES / "explain" / f"{name}.sql")
