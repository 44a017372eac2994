"""What the services page shows: items with their limits, wishes from the wall to their fulfilment, sites and what they cost."""

from __future__ import annotations

from typing import Any

import polars as pl

from biaochi.charts import Chart, count_bars, step_funnel
from biaochi.charts.funnel import Step, chained, recorded, share_text
from biaochi.charts.shares import PHONE, WIDE, Part
from biaochi.charts.theme import nothing
from biaochi.i18n import number
from biaochi.ui import words
from biaochi.ui.context import View
from biaochi.ui.table import Column

FIGURES = (
    "service_items",
    "service_items_posted_share",
    "settled_in_community_share",
    "wish_claimed_share",
    "wish_fulfilled_share",
    "service_sites",
    "cost_per_site",
    "saving_per_item",
)
KINDS = {
    "proactive": "offered unasked",
    "direct": "handled on the spot",
    "forward": "checked and passed on",
    "agent": "done on behalf",
}
LIMITS = {
    "urgent_hour": "{n} urgent hours",
    "work_hour": "{n} working hours",
    "work_day": "{n} working days",
    "natural_day": "{n} calendar days",
}
THINGS = {"items": "list of service items", "wishes": "wishes", "sites": "service sites"}
MOST = 10
"""So many towns are drawn."""
WISH_STEPS = {"collected": "Collected", "claimed": "Claimed", "fulfilled": "Fulfilled"}


def _kind(value: Any, view: View) -> str:
    return view.t(KINDS[value]) if value in KINDS else view.t("not stated")


def _yes(value: Any, view: View) -> str:
    return "–" if value is None else view.t("yes") if value else view.t("no")


def _named(value: Any, view: View) -> str:
    return view.t("not stated") if value is None else str(value)


ITEM_COLUMNS = (
    Column("area_name", "Area", narrow=False),
    Column("item_name", "Item"),
    Column("item_kind", "Kind", say=_kind),
    Column("limit", "Limit", absent="missing"),
    Column("is_posted", "Posted", say=_yes),
    Column("cases", "Cases", "number"),
    Column("closed", "Closed cases", "number", narrow=False),
    Column("on_time", "Closed on time", "number", narrow=False),
)
SITE_COLUMNS = (
    Column("town_name", "Town", narrow=False),
    Column("area_name", "Community", narrow=False),
    Column("site_name", "Site"),
    Column("has_fibre", "Fibre", say=_yes, narrow=False),
    Column("invest_yuan", "Invested (yuan)", "number", absent="missing"),
    Column("approval_items", "Approval items", "number", absent="missing"),
    Column("commercial_items", "Commercial items", "number", narrow=False, absent="missing"),
    Column("saving_yuan", "Saved for residents (yuan)", "number", absent="missing"),
)
WISH_COLUMNS = (
    Column("wish_kind", "Kind of wish", say=_named),
    Column("collected", "Collected", "number", absent="suppressed"),
    Column("claimed", "Claimed", "number", absent="suppressed"),
    Column("fulfilled", "Fulfilled", "number", absent="suppressed"),
    Column("median_days", "Median days to fulfilment", "number", 1),
)


def items(view: View) -> pl.DataFrame:
    """Service items with their limit in words; the columns of ``ITEM_COLUMNS``."""
    frame = view.explore("service_items").sort("cases", descending=True, nulls_last=True, maintain_order=True)
    limits = [limit(view, row["limit_value"], row["limit_unit"]) for row in frame.to_dicts()]
    return frame.with_columns(pl.Series("limit", limits, dtype=pl.String))


def limit(view: View, value: float | None, unit: str | None) -> str | None:
    """A limit in words: 5 working days; None where none is stated."""
    if value is None or unit not in LIMITS:
        return None
    return view.t(LIMITS[unit], n=number(value, view.language, 0 if float(value).is_integer() else 1))


def kinds(view: View, frame: pl.DataFrame) -> Chart:
    """How many items of each kind; items without a kind are a part of their own."""
    counts = dict(frame.group_by("item_kind").len().iter_rows())
    parts = [Part(view.t(said), counts.get(kind, 0)) for kind, said in KINDS.items()]
    if counts.get(None):
        parts.append(Part(view.t("not stated"), counts[None]))
    return count_bars(parts, frame.height, view.language, counted="{n} items", width=PHONE if view.is_narrow else WIDE)


def wish_steps(view: View) -> list[Step]:
    """Collected, claimed, fulfilled over all kinds; none where one of the counts is kept back."""
    claimed, fulfilled = (view.figure(name) for name in ("wish_claimed_share", "wish_fulfilled_share"))
    if "suppressed" in (claimed["state"], fulfilled["state"]) or not claimed.get("denominator"):
        return []
    counts = recorded([int(count) for count in (claimed["denominator"], claimed["numerator"], fulfilled["numerator"])])
    return chained(Step(view.t(said), count) for said, count in zip(WISH_STEPS.values(), counts, strict=True))


def wish_funnel(view: View) -> Chart:
    steps = wish_steps(view)
    return step_funnel(steps, view.language, counted="{n} wishes") if steps else nothing(view.t("Too few wishes to be shown."))


def by_town(view: View, sites: pl.DataFrame) -> tuple[Chart, int]:
    """Approval items handled in the sites of each town, most first, and how many towns are not drawn."""
    towns = sites.group_by("town_name").agg(pl.col("approval_items").sum(), known=pl.col("approval_items").count())
    ordered = towns.sort(["approval_items", "town_name"], descending=[True, False], nulls_last=True).to_dicts()
    parts = [
        Part(_named(row["town_name"], view), row["approval_items"] if row["known"] else None) for row in ordered[:MOST]
    ]
    width = PHONE if view.is_narrow else WIDE
    return count_bars(parts, _sum(sites, "approval_items"), view.language, counted="{n} items", width=width), len(
        ordered
    ) - len(parts)


def absent(view: View, **there: bool) -> str | None:
    """What was not imported, in words; None where everything was."""
    things = [view.t(THINGS[name]) for name, is_there in there.items() if not is_there]
    if not things:
        return None
    return view.t(
        "No {things} were imported for this area.", things=("、" if view.language == "zh" else ", ").join(things)
    )


def headline(view: View, frame: pl.DataFrame, wishes: pl.DataFrame, sites: pl.DataFrame) -> list[str | None]:
    """How many items there are and are posted, what became of the wishes, what a site costs."""
    language, clauses = view.language, []
    if frame.height:
        clauses.append(
            view.t("**{n}** service items", n=number(frame.height, language)) + (_posted_of(view, frame) or "")
        )
        handled, closed = _sum(frame, "cases"), _sum(frame, "closed")
        if handled:
            clauses.append(
                view.t(
                    "of **{n}** cases about them **{share}** are closed",
                    n=number(handled, language),
                    share=share_text(closed or 0, handled, language),
                )
            )
    if wishes.height and (steps := wish_steps(view)):
        collected, claimed, fulfilled = (step.count or 0 for step in steps)
        clauses.append(
            view.t(
                "of **{n}** wishes **{claimed}** were claimed and **{fulfilled}** fulfilled",
                n=number(collected, language),
                claimed=share_text(claimed, collected, language),
                fulfilled=share_text(fulfilled, collected, language),
            )
        )
    if sites.height:
        n = view.t("**{n}** service sites", n=number(sites.height, language))
        clauses.append(n + (_cost(view) or "") + (_handled(view, sites) or ""))
    return clauses


def _posted_of(view: View, frame: pl.DataFrame) -> str | None:
    known = frame["is_posted"].drop_nulls()
    if len(known) == frame.height and known.all():
        return view.t(", all of them posted")
    return view.t(", **{n}** of them posted", n=number(int(known.sum()), view.language)) if len(known) else None


def _cost(view: View) -> str | None:
    row = view.figure("cost_per_site")
    if row.get("state") != "ok":
        return None
    return view.t(
        " at **{value}** each", value=words.figure(row["value"], view.indicator("cost_per_site"), view.language)
    )


def _handled(view: View, sites: pl.DataFrame) -> str | None:
    handled = _sum(sites, "approval_items")
    return view.t(", **{n}** approval items handled", n=number(handled, view.language)) if handled is not None else None


def _sum(frame: pl.DataFrame, name: str) -> int | None:
    """The sum of what is known; None where nothing is."""
    known = frame[name].drop_nulls()
    return int(known.sum()) if len(known) else None
