"""The catalogue: every indicator, read from the head of its SQL file.

Adding an indicator adds one file to ``queries/indicators`` and its test case; nothing here changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from biaochi.config import QUERIES
from biaochi.errors import BiaochiError
from biaochi.sqlfile import SqlFile, read_folder
from biaochi.standards import standards

UNITS = (
    "percent", "m2_per_100_households", "m2", "days", "cases", "yuan_per_household", "households", "persons",
    "households_per_grid", "households_per_worker", "households_per_member", "members_per_grid", "cases_per_worker",
    "cases_per_1000_households", "per_10000_persons", "per_compound", "per_hall", "hours", "yuan", "yuan_per_m2",
    "yuan_per_item", "yuan_per_site", "items", "sites", "matters", "sittings", "halls", "grids", "compounds", "communities",
    "projects", "score", "areas", "groups",
)  # fmt: skip
KINDS = ("proportion", "ratio", "count", "duration")
TIMES = ("flow", "stock", "year")
DIRECTIONS = ("higher", "lower", "none")
THEMES = ("community", "premises", "cases", "services", "participation", "volunteers", "grids", "funding", "projects", "quality")
SCALE = {"percent": 100.0, "m2_per_100_households": 100.0, "cases_per_1000_households": 1000.0, "per_10000_persons": 10_000.0}
"""What a ratio of sums is multiplied by to come out in the unit."""

_REQUIRED = ("title", "definition", "formula", "unit", "direction", "kind", "time", "theme", "standard", "source", "caveat")
_OPTIONAL = (
    "code", "own_rows", "thresholds", "sampling", "events", "personal", "minimum_n", "digits", "parameters", "dimensions",
)  # fmt: skip


@dataclass(frozen=True)
class Indicator:
    """One indicator: what it means, and the statement that counts it.

    ``kind``: proportion and ratio divide sums; a count has no denominator; a duration is read off a survival curve.
    ``time``: a flow adds up over time, a stock shows its last state, ``year`` is the budget year in force.
    ``sampling``: the cases are a sample of what the body does, so the verdict against the standard goes by the interval; a
    census of communities meets a standard or does not. ``events``: the numerator of a ratio counts events (workers,
    volunteers, cases), so that the ratio is a rate and has an interval, too. ``personal``: it counts what single persons said
    or are, so that small cells are not shown (see ``measures.suppress``).
    ``thresholds``: standards that the SQL compares with; ``standard``: the one the result is held against.
    ``own_rows``: a register of events or works; rows of an office stand beside those of its communities, and no community is
    missing. ``dimensions``: what the statement can be broken down by, beside area and period.
    """

    id: str
    title: Mapping[str, str] = field(hash=False, compare=False)
    definition: Mapping[str, str] = field(hash=False, compare=False)
    formula: Mapping[str, str] | str = field(hash=False, compare=False)
    unit: str
    direction: str
    kind: str
    time: str
    theme: str
    standard: str | None
    source: tuple[str, ...]
    caveat: Mapping[str, str] = field(hash=False, compare=False)
    code: str  # the number the field's catalogue gives it: F1, C4, V5 …
    sql: SqlFile = field(hash=False, compare=False)
    thresholds: tuple[str, ...] = ()
    dimensions: tuple[str, ...] = ()
    sampling: bool = False
    events: bool = False
    personal: bool = False
    own_rows: bool = False
    minimum_n: int = 0
    digits: int = 1

    def as_dict(self) -> dict[str, Any]:
        """What the catalogue says of it, ready for JSON."""
        names = ("code", *_REQUIRED, "thresholds", "dimensions", "sampling", "events", "personal", "own_rows", "minimum_n", "digits")
        body = {name: getattr(self, name) for name in names}
        return {"id": self.id} | {k: list(v) if isinstance(v, tuple) else v for k, v in body.items()}

    @property
    def is_survey(self) -> bool:
        """Whether communities report it: one that does not is missing, while an area without a case simply had none."""
        return self.theme != "cases"

    @property
    def is_stock(self) -> bool:
        """Whether what an office reports is the sum of its communities once more, and not rows of its own beside theirs."""
        return self.is_survey and not self.own_rows

    @property
    def chance(self) -> str | None:
        """How chance works on it: a proportion of cases or communities, a rate of events, or neither (areas, money)."""
        return "proportion" if self.kind == "proportion" else "rate" if self.events else None

    @property
    def scale(self) -> float:
        return SCALE.get(self.unit, 1.0)


@lru_cache(maxsize=1)
def catalogue() -> dict[str, Indicator]:
    """All indicators by id, in theme order."""
    found = {sql.id: _indicator(sql) for sql in read_folder(QUERIES / "indicators").values()}
    return dict(sorted(found.items(), key=lambda pair: (THEMES.index(pair[1].theme), pair[0])))


def _indicator(sql: SqlFile) -> Indicator:
    head: dict[str, Any] = sql.head
    absent = [key for key in _REQUIRED if key not in head]
    strange = [key for key in head if key not in _REQUIRED + _OPTIONAL]
    if absent or strange:
        raise BiaochiError(
            "{file}: the head lacks {absent} and has unknown {strange}.",
            file=sql.path.name,
            absent=", ".join(absent) or "–",
            strange=", ".join(strange) or "–",
        )
    for key, allowed in (("unit", UNITS), ("kind", KINDS), ("time", TIMES), ("theme", THEMES), ("direction", DIRECTIONS)):
        if head[key] not in allowed:
            raise BiaochiError(
                "{file}: {key} “{value}” is not one of {allowed}.",
                file=sql.path.name,
                key=key,
                value=head[key],
                allowed=", ".join(allowed),
            )
    for key in filter(None, [head["standard"], *head.get("thresholds", ())]):
        if key not in standards():
            raise BiaochiError("{file}: there is no standard “{key}” in data/standards.", file=sql.path.name, key=key)
    return Indicator(
        id=sql.id,
        sql=sql,
        **{key: head[key] for key in _REQUIRED if key != "source"},
        source=tuple(head["source"]),
        code=str(head.get("code", "")),
        thresholds=tuple(head.get("thresholds", ())),
        dimensions=tuple(head.get("dimensions", ())),
        sampling=bool(head.get("sampling", False)),
        events=bool(head.get("events", False)),
        personal=bool(head.get("personal", False)),
        own_rows=bool(head.get("own_rows", False)),
        minimum_n=int(head.get("minimum_n", 0)),
        digits=int(head.get("digits", 1)),
    )
