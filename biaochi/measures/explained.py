"""What an explanation of a figure holds, and the words (message ids) for it. Of cases and of areas, what counts adds up to the figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

import polars as pl

from biaochi.catalogue import Indicator
from biaochi.measures.question import Question
from biaochi.measures.suppress import SUPPRESSED

COUNTS = {
    "both": "in numerator and denominator",
    "numerator": "in the numerator",
    "denominator": "in the denominator only",
    "counted": "counted",
    "left_out": "left out",
}
"""What a request adds to the figure."""
REASONS = {
    "closed_on_time": "closed on time",
    "closed_late": "closed late",
    "closed": "closed, no deadline",
    "closed_before_reported": "closed before it was reported",
    "open_overdue": "open and overdue",
    "open_not_due": "open, deadline not reached",
    "open": "open, no deadline",
    "counted": "one of those asked",
    "void": "void",
    "unfiled": "not filed",
    "merged": "merged with another",
    "deferred": "deferred",
    "without_deadline": "without a deadline",
    "unrecorded": "not recorded by its system",
    "not_asked": "not what this figure counts",
}
"""How a request stood at the cut-off, or what keeps it out."""
PARTS = {
    "counted": "counted",
    "told_below": "stated by the areas below it, not added once more",
    "missing": "nothing reported",
    "no_standard": "no standard holds here",
}
STANDINGS = {
    "current": "holds",
    "superseded": "a later row took its place",
    "draft": "a draft, not submitted",
    "told_anew": "stated anew by the area of today",
    "blank": "does not state this figure",
    "not_in_use": "not in use",
    "outside_standard": "does not count to the standard",
    "total": "the sum of other rows",
    "undated": "founded nobody knows when",
    "divided": "divided among the areas below",
    "closed": "an area of the past",
}
"""Whether an imported row holds in the period, and what keeps it from it."""


@dataclass(frozen=True)
class Listing:
    """The first rows of a longer list, and how many there are in all."""

    rows: pl.DataFrame
    total: int

    @property
    def is_cut(self) -> bool:
        return self.rows.height < self.total


@dataclass(frozen=True)
class Source:
    """The rows of one table that were imported for the areas, those that hold first; ``standings``: how many stand how, over all."""

    listing: Listing
    standings: Mapping[str, int]


@dataclass(frozen=True)
class Cases:
    """The cases behind a figure.

    ``listing``: case_id, system, area_code, area_name, category, department, reported_at, due_at, closed_at, standing (how it stood at
    the cut-off), numerator, denominator, counts (both, numerator, denominator, left_out), reason (its standing, or why it is left out),
    source_file, source_row. ``reasons``: counts, reason, cases, over all of them. ``numerator`` and ``denominator``: their sums over
    all of them, which are the figure's own (of a ratio to households the denominator is in the areas). ``withheld``: None; too_many
    (only the total is told); personal (which of the cases count is not told, only how many).
    """

    listing: Listing
    reasons: pl.DataFrame
    numerator: float
    denominator: float
    withheld: str | None = None


@dataclass(frozen=True)
class Held:
    """A standard that the figure, or its statement, holds areas against. ``areas``: in how many places it has this value."""

    key: str
    title: Mapping[str, str]
    unit: str
    value: float
    document: str
    since: date | None
    areas: int | None = None


@dataclass(frozen=True)
class Statement:
    """A file of ``queries/`` as it was run: its parameters filled in."""

    file: str
    text: str


@dataclass(frozen=True)
class Explanation:
    """One figure, taken apart.

    ``row``: the row of ``measures.value``. ``parts``: the finest rows: area_code, area_name, level, parent_name, numerator, denominator,
    counts (counted, told_below, missing, no_standard). ``categories``: rows of ``value`` by category; empty where there are none.
    ``cases``: None where the indicator counts no cases. ``sources``: by table, the rows that were imported for these areas, with a
    ``standing`` (current; superseded, told_anew … where another row took its place), source_file and source_row. ``standard``: what
    the figure is held against; ``thresholds``: what its statement compares with. ``exclusions``: cases of the period kept out of
    the rates, by name. ``files``: table, source_file, rows. ``as_of``: the date up to which each table is known. ``hidden``: areas
    whose own figure is suppressed: nothing of them is listed. ``is_personal``: it counts what persons said, so that no row tells it.
    """

    indicator: Indicator
    question: Question
    row: dict[str, Any]
    period: dict[str, Any]
    snapshot: str
    as_of: dict[str, date]
    statements: tuple[Statement, ...]
    standard: Held | None
    thresholds: tuple[Held, ...]
    parts: pl.DataFrame = field(default_factory=pl.DataFrame)
    categories: pl.DataFrame = field(default_factory=pl.DataFrame)
    cases: Cases | None = None
    sources: Mapping[str, Source] = field(default_factory=dict)
    exclusions: Mapping[str, int] = field(default_factory=dict)
    files: pl.DataFrame = field(default_factory=pl.DataFrame)
    hidden: int = 0
    is_personal: bool = False

    @property
    def is_suppressed(self) -> bool:
        return self.row["state"] == SUPPRESSED

    def as_dict(self) -> dict[str, Any]:
        """All of it as plain values, ready for JSON."""
        cases = self.cases
        return {
            "indicator": self.indicator.as_dict(),
            "row": self.row,
            "period": self.period,
            "snapshot": self.snapshot,
            "as_of": self.as_of,
            "standard": asdict(self.standard) if self.standard else None,
            "thresholds": [asdict(held) for held in self.thresholds],
            "statements": [asdict(statement) for statement in self.statements],
            "exclusions": dict(self.exclusions),
            "parts": self.parts.to_dicts(),
            "categories": self.categories.to_dicts(),
            "cases": cases
            and {
                "total": cases.listing.total,
                "withheld": cases.withheld,
                "numerator": cases.numerator,
                "denominator": cases.denominator,
                "reasons": cases.reasons.to_dicts(),
                "rows": cases.listing.rows.to_dicts(),
            },
            "sources": {
                name: {"total": source.listing.total, "standings": dict(source.standings), "rows": source.listing.rows.to_dicts()}
                for name, source in self.sources.items()
            },
            "files": self.files.to_dicts(),
            "areas_hidden": self.hidden,
        }
