"""Reconciliation: which figures of a warehouse, or of a document, do not fit together.

``queries/checks/<id>.sql`` is one check: its head says what the two figures are and why they may differ, its rows are the
findings. A finding is shown with both figures; nothing is ever evened out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import polars as pl

from biaochi.config import QUERIES
from biaochi.engine import Engine
from biaochi.engine.findings import SEVERITIES, check_files
from biaochi.errors import UnknownName
from biaochi.i18n import number, pick, t
from biaochi.measures import resolve_area
from biaochi.published import figures, relations
from biaochi.scope import Scope
from biaochi.sqlfile import read_sql

__all__ = ["PUBLISHED", "SEVERITIES", "Check", "Sides", "checks", "findings", "printed", "sides", "subject_text"]

PUBLISHED = ("published_relations", "published_sums")
"""Checks whose subject is a relation of data/published, which has figures and a reason of its own."""

_WORDS = {
    "full_time": "full-time staff",
    "part_time": "part-time staff",
    "full_time + part_time": "full-time and part-time staff",
    "grid_workers": "grid workers",
    "multi_post": "staff in several posts",
    "civil_servant_secretaries": "civil servants as secretaries",
    "secretary_directors": "secretary and director in one person",
    "active": "active volunteers",
    "real_name": "volunteers with real names",
    "work": "work fund",
    "service_masses": "service fund",
    "construction": "construction",
    "other": "other funds",
    "new_sites_500": "new premises of 500 m² and more",
}
"""Machine words that a subject may hold; dates, file names and numbers of projects stand as they are."""


_SEVERITY_WORDS = {"error": "error", "warning": "warning", "note": "note"}


@dataclass(frozen=True)
class Check:
    """What a check compares: ``a`` and ``b`` name the two figures, ``why`` says how they may come to differ."""

    id: str
    title: Mapping[str, str] = field(hash=False)
    a: Mapping[str, str] = field(hash=False)
    b: Mapping[str, str] = field(hash=False)
    why: Mapping[str, str] = field(hash=False)
    unit: str
    severity: str


@dataclass(frozen=True)
class Sides:
    """The two sides of one finding in words, and why they may differ."""

    a: Mapping[str, str]
    b: Mapping[str, str]
    why: Mapping[str, str]
    unit: str


@lru_cache(maxsize=1)
def checks() -> dict[str, Check]:
    """All checks by id, the most severe first."""
    found = [
        Check(id=sql.id, **{key: sql.head[key] for key in ("title", "a", "b", "why", "unit", "severity")})
        for sql in check_files().values()
    ]
    return {check.id: check for check in sorted(found, key=lambda c: (SEVERITIES.index(c.severity), c.id))}


def findings(engine: Engine, area: str | None = None, scope: Scope = Scope.everything()) -> pl.DataFrame:
    """Every finding below ``area``: check, area_code, area_name, subject, figure_a, figure_b, difference (b − a), severity.

    The most severe come first. A finding that belongs to no area is shown only where everything is asked for.
    """
    found = engine.run(read_sql(QUERIES / "measures" / "findings.sql"))
    root = resolve_area(engine, area, scope)
    roots = {root} if root else set(scope.roots)
    if roots:
        seen = [code for code in engine.areas["area_code"] if not roots.isdisjoint(engine.above(code))]
        found = found.filter(pl.col("area_code").is_in(seen))
    order = {check: number for number, check in enumerate(checks())}
    return found.sort(pl.col("check").replace_strict(order, return_dtype=pl.Int64), "area_code", "subject", nulls_last=True)


def sides(check: str, subject: str) -> Sides:
    """A finding in words: those of the check, or for a relation of the documents the figures themselves. Raises UnknownName."""
    if check not in checks():
        raise UnknownName("check", check, checks())
    own = checks()[check]
    terms = relations().filter(pl.col("relation") == subject) if check in PUBLISHED else relations().clear()
    if terms.is_empty():
        return Sides(a=own.a, b=own.b, why=own.why, unit=own.unit)
    named = terms.join(figures(), left_on="figure", right_on="id", how="left", maintain_order="left")
    units = named["unit"].unique()
    return Sides(
        a=_sum_of(named.filter(pl.col("side") == "a")),
        b=_sum_of(named.filter(pl.col("side") == "b")),
        why={"zh": named["why_zh"][0], "en": named["why_en"][0]},
        unit=units[0] if len(units) == 1 else "",
    )


def subject_text(check: str, subject: str, language: str) -> str:
    """What a finding is about beside its area: a day, a part, a file. Empty where the area says it all, or ``sides`` does."""
    if check in PUBLISHED or not subject:
        return ""
    parts = [t(_WORDS.get(word, word), language) for word in subject.split(" · ")]
    if check == "stated_totals" and len(parts) > 1:  # file, row, column
        parts[1] = t("row {n}", language, n=parts[1])
    return " · ".join(parts)


def printed(frame: pl.DataFrame, language: str) -> list[list[str]]:
    """Findings as lines of text: severity, check, area, subject (a relation by its name), both figures and their difference."""
    lines = []
    for row in frame.iter_rows(named=True):
        words = subject_text(row["check"], row["subject"], language) or row["subject"] or "—"
        title = pick(checks()[row["check"]].title, language)
        figures_of = [number(row[name], language, 2) for name in ("figure_a", "figure_b", "difference")]
        where = row["area_name"] or row["area_code"] or "—"
        lines.append([t(_SEVERITY_WORDS[row["severity"]], language), title, where, words, *figures_of])
    return lines


def _sum_of(terms: pl.DataFrame) -> dict[str, str]:
    """The figures of one side, one after the other, with the factors they are taken by."""
    rows = terms.select("factor", "meaning_zh", "meaning_en").iter_rows()
    parts = [("" if factor == 1 else f"{factor:g} × ", zh, en) for factor, zh, en in rows]
    return {"zh": " + ".join(f + zh for f, zh, _ in parts), "en": " + ".join(f + en for f, _, en in parts)}

