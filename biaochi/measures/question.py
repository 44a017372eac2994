"""What is asked of an indicator: where, when, broken down by what, by whose standards; and what of it can be refused."""

from __future__ import annotations

from dataclasses import dataclass, replace

from biaochi.catalogue import Indicator, catalogue
from biaochi.engine import Engine
from biaochi.errors import BiaochiError, UnknownName
from biaochi.measures.asked import whole_of
from biaochi.scope import Scope
from biaochi.standards import lineage

DIMENSIONS = ("category", "department", "channel", "urgency", "system")
BASES = ("resident", "total", "registered", "floating")
EXCLUSIONS = ("deferred", "merged", "unfiled", "void")
"""What keeps a case out of the rates, from the mildest reason to the strongest."""


@dataclass(frozen=True)
class Question:
    """What is asked.

    ``area``: the subtree (None: everything in scope). ``level``: one row per area of that level. ``by``: any of area,
    period and one of DIMENSIONS. ``period``: as ``biaochi.periods.parse_period`` reads it; ``grain``: month, quarter or
    year when broken down by period. ``profile``: the set of standards, ``household_basis`` and ``population_basis``: one of
    BASES (None: what is usual in the place, see ``biaochi.places``). ``cutoff``: ``period`` cuts every rate at the end of
    its period, ``as-of`` takes the same cases as they stand today. ``basically_satisfied_weight``: None is the setting.
    ``include``: which of EXCLUSIONS are counted after all, to see what leaving them out does to a rate.
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
    include: tuple[str, ...] = ()

    @property
    def dimension(self) -> str:
        chosen = [name for name in self.by if name in DIMENSIONS]
        return chosen[0] if chosen else "all"


def complete(engine: Engine, question: Question, scope: Scope) -> Question:
    """The question with what is usual in its place where it names no standards and no basis."""
    whole = whole_of(engine, question.area, scope)
    basis = engine.usual(whole).get("households", BASES[0])
    return replace(
        question,
        profile=question.profile or engine.standard_of(whole),
        household_basis=question.household_basis or basis,
        population_basis=question.population_basis or basis,
    )


def checked(question: Question) -> Indicator:
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
    for kind in question.include:
        if kind not in EXCLUSIONS:
            raise UnknownName("exclusion", kind, EXCLUSIONS)
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
