"""What the deliberation page shows: halls, sittings and matters as counts of their own, the five steps, the results."""

from __future__ import annotations

from typing import Any

import polars as pl

from biaochi.charts import Chart, count_bars, step_funnel
from biaochi.charts.funnel import Step, chained, recorded, share_text
from biaochi.charts.shares import PHONE, WIDE, Part
from biaochi.charts.theme import INK, VIOLET
from biaochi.i18n import number
from biaochi.ui import cards
from biaochi.ui.context import View
from biaochi.ui.table import Column

FIGURES = (
    "halls",
    "matters_per_hall",
    "sittings_per_hall",
    "deliberation_carried_out_share",
    "deliberation_reviewed_share",
)
FINDINGS = ("sittings_matters", "hall_sittings")
"""The checks whose findings concern halls."""
STEPS = {
    "collected": "Questions collected",
    "agreed": "Topics agreed",
    "deliberated": "Talked over",
    "implemented": "Carried out",
    "reviewed": "Reviewed",
}
"""The five steps; whether a matter was decided is an outcome of the third, and is said below the picture."""


def _hall(value: Any, view: View) -> str:
    return view.t("not stated") if value is None else str(value)


COLUMNS = (
    Column("area_name", "Community"),
    Column("hall_name", "Hall", say=_hall),
    Column("sittings_per_year", "Sittings a year, as stated", "number", absent="missing"),
    Column("sittings", "Sittings held", "number", absent="missing"),
    Column("matters", "Matters", "number"),
    Column("decided", "Decided", "number", narrow=False),
    Column("implemented", "Carried out", "number"),
    Column("reviewed", "Reviewed", "number", narrow=False),
)
RESULT_COLUMNS = (
    Column("result_kind", "Kind of result", say=_hall),
    Column("results", "Results", "number", absent="missing"),
    Column("matters", "Matters", "number"),
)


def knows_sittings(view: View) -> bool:
    """Whether the place in view registers sittings at all. Where it does not they are unknown, not none."""
    return bool(view.figure("sittings_per_hall", area=view.root or "all", period="all").get("numerator"))


def figures(view: View) -> list[str]:
    """The figures of the page for which there is something to count."""
    names = FIGURES if knows_sittings(view) else tuple(name for name in FIGURES if name != "sittings_per_hall")
    return cards.present(view, names, len(names))


def halls(view: View) -> pl.DataFrame:
    """The halls in view, without a number of sittings where nobody registers them."""
    frame = view.explore("halls")
    return frame if knows_sittings(view) else frame.with_columns(pl.lit(None, dtype=pl.Int64).alias("sittings"))


def steps(view: View) -> list[Step]:
    """The five steps with how many matters reached each; empty where no matter was collected."""
    reached = {row["step"]: row["matters"] for row in view.explore("deliberation_steps").to_dicts()}
    if not any(reached.values()):
        return []
    counts = recorded([reached.get(step) for step in STEPS])
    return chained(Step(view.t(said), count) for said, count in zip(STEPS.values(), counts, strict=True))


def funnel(view: View, shown: list[Step]) -> Chart:
    return step_funnel(shown, view.language, counted="{n} matters")


def decided(view: View) -> str | None:
    """How many of the matters talked over were decided, in words."""
    reached = {row["step"]: row["matters"] for row in view.explore("deliberation_steps").to_dicts()}
    if reached.get("decided") is None or not reached.get("deliberated"):
        return None
    return view.t(
        "Of {n} matters talked over, {decided} were decided.",
        n=number(reached["deliberated"], view.language),
        decided=number(reached["decided"], view.language),
    )


def two_counts(view: View, halls: pl.DataFrame) -> Chart:
    """Sittings and matters beside each other: a sitting may treat none, and a matter may need several."""
    parts = [
        Part(view.t("Sittings a year, as stated"), total(halls, "sittings_per_year"), VIOLET),
        Part(view.t("Sittings held"), total(halls, "sittings"), VIOLET),
        Part(view.t("Matters"), total(halls, "matters"), INK),
    ]
    return count_bars(parts, None, view.language, counted="{n} times", width=PHONE if view.is_narrow else WIDE)


def results(view: View, frame: pl.DataFrame) -> Chart:
    """What came of it, by kind: things, not matters."""
    ordered = frame.sort("results", descending=True, nulls_last=True)
    parts = [Part(_hall(row["result_kind"], view), row["results"]) for row in ordered.to_dicts()]
    return count_bars(parts, None, view.language, counted="{n} results", width=PHONE if view.is_narrow else WIDE)


def headline(view: View, halls: pl.DataFrame, shown: list[Step]) -> list[str | None]:
    """Halls, matters and how many a hall; the sittings beside them; how many of the decided were carried out."""
    language, clauses = view.language, []
    matters, stated, held = (total(halls, name) for name in ("matters", "sittings_per_year", "sittings"))
    if halls.height:
        clauses.append(
            view.t(
                "**{n}** council halls treated **{matters}** matters",
                n=number(halls.height, language),
                matters=number(matters or 0, language),
            )
            + _each(view)
        )
    elif shown:
        clauses.append(view.t("**{n}** matters were collected", n=number(shown[0].count or 0, language)))
    if held is not None and held == stated:
        clauses.append(view.t("they sat **{n}** times, as often as they state", n=number(held, language)))
        held = stated = None
    if held is not None:
        clauses.append(view.t("they sat **{n}** times", n=number(held, language)))
    if stated is not None:
        clauses.append(view.t("by their own account they sit **{n}** times a year", n=number(stated, language)))
    row = view.figure("deliberation_carried_out_share")
    if row.get("state") == "ok" and row.get("denominator"):
        clauses.append(
            view.t(
                "of **{n}** decided **{share}** are carried out",
                n=number(row["denominator"], language),
                share=share_text(row["numerator"], row["denominator"], language),
            )
        )
    return clauses


def _each(view: View) -> str:
    row = view.figure("matters_per_hall")
    if row.get("state") != "ok":
        return ""
    digits = 0 if float(row["value"]).is_integer() else view.indicator("matters_per_hall").digits
    value = number(row["value"], view.language, digits)
    return view.t(", **{value}** a hall", value=value)


def total(frame: pl.DataFrame, name: str) -> int | None:
    """The sum of what is known; None where nothing is."""
    known = frame[name].drop_nulls()
    return int(known.sum()) if len(known) else None
