"""What is kept out of the rates, in the open: each rate before and after, and whether more is kept out than used to be.

A case is left out for the first reason that applies: void, unfiled, merged, deferred. Taken back in the other order, each
step counts what the one before it counted and one kind more, and the last counts every case there is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from biaochi.catalogue import catalogue
from biaochi.engine import Engine
from biaochi.engine.database import execute
from biaochi.errors import UnknownName
from biaochi.measures import EXCLUSIONS, Question, value
from biaochi.measures.asked import asked_areas, asked_periods, whole_of
from biaochi.measures.overtime import known_until, span_until
from biaochi.measures.question import complete
from biaochi.measures.sums import statement
from biaochi.measures.whole import OUTSIDE
from biaochi.scope import Scope
from biaochi.statistics import dispersion, pooled, position

RATES = ("closure_rate", "on_time_closure_rate", "solved_rate_callback", "solved_rate_closed", "satisfaction_rate")
"""The rates that leave cases out: those counted from the run-off triangle."""
COUNTED = "counted"
"""The first step: as the rate is counted everywhere, all exclusions applied."""
RECENT = (2, 1)
"""How many of the last months are held against those before them: two together, and the last alone."""
FEWEST_MONTHS, FEWEST_CASES = 6, 5
"""Without that many months to compare with there is no “before”; below that many cases in the recent months no alarm."""
JUMP = 1.5
"""A share that is not half as large again did not jump, however certain it is that it grew: in a large city all differences are."""


@dataclass(frozen=True)
class Alarm:
    """More is kept out than used to be: ``kind`` (one of EXCLUSIONS), where, and its share of the reports, in percent.

    ``cases`` of ``reported`` in the ``months`` up to ``until`` (a month: 2026-09) give ``share``; ``share_before`` is that of the
    ``months_before`` before them.
    """

    area_code: str
    area_name: str
    kind: str
    until: str
    months: int
    cases: int
    reported: int
    share: float
    months_before: int
    share_before: float


def before_and_after(engine: Engine, question: Question, scope: Scope = Scope.everything()) -> pl.DataFrame:
    """A rate for one area and period, step by step: what the exclusions do to it. See ``step_by_step`` for the columns.

    Raises UnknownName for an indicator that is none of RATES.
    """
    if question.indicator not in RATES:
        raise UnknownName("indicator", question.indicator, RATES)
    asked = replace(question, level=None, by=(), grain=None, beside=())
    return step_by_step(lambda include: value(engine, replace(asked, include=include), scope))


def step_by_step(ask: Callable[[tuple[str, ...]], pl.DataFrame]) -> pl.DataFrame:
    """One row per step: step (COUNTED, then each of EXCLUSIONS counted as well as those above it), numerator, denominator, value,
    lower, upper (in the indicator's unit), state, added (by how much the denominator grew; 0 for the first).

    The last row counts every case that was reported. ``ask``: kinds to include → the one row of ``measures.value``.
    """
    columns = ("numerator", "denominator", "value", "lower", "upper", "state")
    steps = enumerate((COUNTED, *EXCLUSIONS))
    rows = [ask(EXCLUSIONS[:included]).select(pl.lit(step).alias("step"), *columns) for included, step in steps]
    return pl.concat(rows).with_columns(added=pl.col("denominator").diff().fill_null(0.0))


def excluded_share(engine: Engine, question: Question, scope: Scope = Scope.everything()) -> pl.DataFrame:
    """How much is kept out by month: area_code, area_name, kind, period, cases, reported, share (percent of the reports).

    The 24 whole months up to the end of the question's period, oldest first, for the areas the question asks for; its
    indicator does not matter. Cases count as recorded today, and it takes time until one is deferred or void: the last months
    rather show too little. Months without a report have no row.
    """
    question = complete(engine, question, scope)
    areas = asked_areas(engine, question.area, question.level, "area" in question.by, scope, question.beside)
    whole = whole_of(engine, question.area, scope)
    span = span_until(known_until(engine, catalogue()[question.indicator], whole), engine, question.period, "month")
    months = asked_periods(engine, whole, span, "month", "as-of", True)
    sql = statement("excluded")
    with engine.asking(months, areas.select("area_code"), str(question.profile), engine.as_of, [sql]) as cursor:
        counted = execute(cursor, sql, {})
    named = counted.join(areas.select("area_code", "area_name"), on="area_code", how="left")
    shares = named.with_columns(share=100 * pl.col("cases") / pl.col("reported"))
    return shares.select("area_code", "area_name", "kind", "period", "cases", "reported", "share").sort("area_code", "kind", "period")


def alarms(shares: pl.DataFrame) -> list[Alarm]:
    """Where the share in the last month, or the last two, lies above what the months before let expect; largest rise first.

    ``shares``: an answer of ``excluded_share``. A p-chart: the months before give the share, and the recent ones must lie above
    its upper 99.8 % limit for their number of reports. Where the months before scatter more than chance lets them, the limit
    is wider by as much (Laney 2002, "Improved control charts for attributes"; here by additive variance, see
    ``statistics.dispersion``). Fewer than six months before, fewer than five recent cases, or a share less than JUMP times the
    one before raise no alarm.
    """
    found = [_alarm(rows.sort("period")) for _, rows in shares.group_by("area_code", "kind", maintain_order=True)]
    return sorted((alarm for alarm in found if alarm), key=lambda alarm: alarm.share_before - alarm.share)


def _alarm(rows: pl.DataFrame) -> Alarm | None:
    cases, reported = rows["cases"].to_numpy().astype(float), rows["reported"].to_numpy().astype(float)
    for months in RECENT:
        before_cases, before_reported = cases[:-months], reported[:-months]
        now, of = cases[-months:].sum(), reported[-months:].sum()
        if len(before_cases) < FEWEST_MONTHS or now < FEWEST_CASES:
            continue
        # A share of exactly 0 would leave no room for chance: half a case more keeps it above.
        target = (before_cases.sum() + 0.5) / (before_reported.sum() + 1)
        spread = dispersion(before_cases, before_reported, target, "proportion").tau2
        spread += target * (1 - target) / before_reported.sum()  # the share before is known from so many reports only
        is_beyond = position(np.array([now]), np.array([of]), target, "proportion", spread)[0] == OUTSIDE
        if is_beyond and now / of >= JUMP * target:
            first = rows.row(0, named=True)
            before = pooled(before_cases, before_reported)
            return Alarm(
                first["area_code"], first["area_name"], first["kind"], rows["period"][-1], months, int(now), int(of), float(100 * now / of),
                len(before_cases), 100 * before,
            )  # fmt: skip
    return None
