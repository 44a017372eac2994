"""What a question asks for, as relations: the areas, the periods and the day on which standards must hold."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta

import polars as pl

from biaochi.engine import Engine
from biaochi.engine.database import end_of
from biaochi.errors import UnknownName
from biaochi.periods import ALL, Period, parse_period, split
from biaochi.scope import Scope
from biaochi.standards import days_of_change
from biaochi.tables import AREA_LEVELS

CUTOFFS = ("period", "as-of")


def resolve_area(engine: Engine, code: str | None, scope: Scope = Scope.everything()) -> str | None:
    """The code as the warehouse spells it (``131102000000`` is ``131102``); None where everything is asked.

    Raises UnknownName for an area that does not exist or lies outside the scope.
    """
    if code in (None, "", ALL):
        return None
    known = set(engine.areas["area_code"])
    text = str(code).strip()
    for candidate in (text, text[:9] if text.endswith("000") else text, text[:6] if text.endswith("000000") else text):
        candidate = engine.successors.get(candidate, candidate)  # one that was renamed or merged goes by its old code, too
        if candidate in known:
            text = candidate
    if text not in known or not _visible(engine, text, scope):
        raise UnknownName("area", text, known)
    return text


def whole_of(engine: Engine, code: str | None, scope: Scope = Scope.everything()) -> str | None:
    """The area a question is about: the one named, home where none is, None for everything there is."""
    if code in (None, ""):
        return engine.home if scope.is_everything else scope.roots[0] if len(scope.roots) == 1 else None
    return resolve_area(engine, code, scope)


def asked_areas(
    engine: Engine, area: str | None, level: str | None, children: bool, scope: Scope, beside: tuple[str, ...] = ()
) -> pl.DataFrame:
    """The areas that get a row each: area_code, area_name, level."""
    if level is not None and level not in AREA_LEVELS:
        raise UnknownName("level", level, AREA_LEVELS)
    tree = engine.areas
    root = whole_of(engine, area, scope)
    root = None if root == ALL else root
    top = root or (ALL if scope.is_everything else None)
    if level is None and not children:
        if top == ALL:
            return pl.DataFrame({"area_code": [ALL], "area_name": ["全部地区"], "level": [None]}, schema_overrides={"level": pl.String})
        chosen = tree.filter(pl.col("area_code").is_in([top] if top else list(scope.roots)))
    elif level is not None:
        inside = _below(tree, [root] if root else list(scope.roots))
        chosen = inside.filter(pl.col("level") == level)
        if chosen.is_empty() and not area and scope.is_everything:
            chosen = tree.filter(pl.col("level") == level)  # a level above home, such as its province
    else:
        parents = [top] if top and top != ALL else list(scope.roots)
        chosen = tree.filter(pl.col("parent_code").is_in(parents)) if parents else tree.filter(pl.col("parent_code").is_null())
    if beside:
        further = [resolve_area(engine, code, scope) for code in beside]
        chosen = pl.concat([chosen, tree.filter(pl.col("area_code").is_in(further))]).unique("area_code")
    return chosen.select("area_code", "area_name", "level").sort("area_code")


def asked_periods(
    engine: Engine, area: str | None, period: str | None, grain: str | None, cutoff: str, series: bool
) -> pl.DataFrame:
    """The periods that get a row each: period, start_at, end_at, cutoff_at, year. ``area`` is the whole that is asked about."""
    if cutoff not in CUTOFFS:
        raise UnknownName("cut-off", cutoff, CUTOFFS)
    as_of, cases_as_of = end_of(engine.as_of), end_of(engine.cases_as_of)
    whole = parse_period(period, engine.calendar, end=as_of)
    parts: list[Period] = [whole]
    if series:
        parts = split(whole, grain or "month", engine.first_instant(area), as_of, engine.calendar)
    rows = [
        (p.label, p.start, p.end, cases_as_of if cutoff == "as-of" else min(p.end, cases_as_of), _budget_year(engine, area, p))
        for p in parts
    ]
    schema = {"period": pl.String, "start_at": pl.Datetime, "end_at": pl.Datetime, "cutoff_at": pl.Datetime, "year": pl.Int32}
    return pl.DataFrame(rows, schema=schema, orient="row")


def has_cases(engine: Engine, areas: pl.DataFrame, periods: pl.DataFrame) -> pl.DataFrame:
    """Where and when cases are known: area_code, period, is_covered. A place that sent no cases has none to count, which is
    not the same as none; one that did covers the time from its first report to the day its cases speak for. Counties send or do
    not: below one that does, a town without a case had none."""
    sending = set(engine.spans.filter(pl.col("first_report").is_not_null())["area_code"])
    codes = areas["area_code"].to_list()
    levels = dict(engine.areas.select("area_code", "level").iter_rows())
    roots = areas.select("area_code").with_columns(
        root_code=pl.Series([engine.root(code) or code for code in codes], dtype=pl.String),
        sends=pl.Series([_sender(engine.above(code) or [code], levels) in sending for code in codes], dtype=pl.Boolean),
    )
    frame = roots.join(engine.spans, left_on="root_code", right_on="area_code", how="left").join(periods, how="cross")
    overlaps = pl.col("sends") & (pl.col("start_at") < pl.col("known_until")) & (pl.col("end_at") > pl.col("first_report"))
    return frame.select("area_code", "period", is_covered=overlaps.fill_null(False))


def _sender(chain: list[str], levels: dict[str, str]) -> str:
    """The area that sends the cases of the first of ``chain`` or does not: the nearest that is no community and no town."""
    return next((code for code in chain if levels.get(code) not in ("community", "town")), chain[-1])


def _budget_year(engine: Engine, area: str | None, period: Period) -> int:
    """The budget year of a period: the one in which it ends; for all there is, the latest that was reported in the area."""
    year = min(period.last_day, engine.as_of).year
    reported = [y for y in engine.budget_years.get(area or ALL, []) if y <= year]
    return reported[-1] if period.label == ALL and reported else year


def by_standards_day(engine: Engine, periods: pl.DataFrame, profile: str) -> list[tuple[date, pl.DataFrame]]:
    """The periods in groups for which the same standards hold, each with a day on which they do.

    A period is held against the standards of its last day, and never of a day after the data.
    """
    if periods.is_empty():
        return [(engine.as_of, periods)]
    changes = days_of_change(profile)
    groups: dict[int, tuple[date, list[int]]] = {}
    for at, end in enumerate(periods["end_at"]):
        day = min(engine.as_of, (end - timedelta(hours=1)).date())
        groups.setdefault(bisect_right(changes, day), (day, []))[1].append(at)
    return [(day, periods[rows]) for day, rows in groups.values()]


def _visible(engine: Engine, code: str, scope: Scope) -> bool:
    return scope.is_everything or code in set(_below(engine.areas, list(scope.roots))["area_code"])


def _below(tree: pl.DataFrame, roots: list[str]) -> pl.DataFrame:
    """The areas of the subtrees under ``roots``, themselves included; all of them where there are no roots."""
    if not roots:
        return tree
    inside, front = set(roots), set(roots)
    while front:
        front = set(tree.filter(pl.col("parent_code").is_in(list(front)))["area_code"]) - inside
        inside |= front
    return tree.filter(pl.col("area_code").is_in(list(inside)))
