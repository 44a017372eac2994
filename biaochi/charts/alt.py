"""Text alternatives: one or two sentences said from the same rows the picture draws."""

from __future__ import annotations

from typing import Any

import polars as pl

from biaochi.charts.axes import one_standard
from biaochi.charts.theme import MARKS, STATES, state_word, verdict_word
from biaochi.charts.words import join, with_unit
from biaochi.i18n import pick, t


def counts_text(frame: pl.DataFrame, indicator: Any, language: str) -> str:
    """“3 meets, 6 below, 1 missing”: rows per verdict, then per state without a value."""
    known, absent = split(frame)
    parts = []
    for verdict in MARKS:
        if n := known.filter(pl.col("verdict").fill_null("not_compared") == verdict).height:
            parts.append(t("{word}: {n}", language, n=n, word=verdict_word(verdict, language, indicator)))
    for state in STATES:
        if n := absent.filter(pl.col("state").replace("ok", "missing").fill_null("missing") == state).height:
            parts.append(t("{word}: {n}", language, n=n, word=state_word(state, language)))
    return join(parts, language)


def values_alt(frame: pl.DataFrame, indicator: Any, language: str, name: str = "area_name") -> str:
    """The alternative of any picture with one value per row: counts by verdict, the extremes, the standard."""
    known, _ = split(frame)
    head = t(
        "{title}, {n} rows: {counts}.",
        language,
        title=pick(indicator.title, language),
        n=frame.height,
        counts=counts_text(frame, indicator, language),
    )
    if known.is_empty():
        return head
    ordered = known.sort("value")
    first, last = ordered.row(-1, named=True), ordered.row(0, named=True)
    digits = indicator.digits
    spread = (
        t("{name}: {value}.", language, name=first[name], value=with_unit(first["value"], indicator, language, digits))
        if known.height == 1
        else t(
            "Highest {high} ({high_value}), lowest {low} ({low_value}).",
            language,
            high=first[name],
            high_value=with_unit(first["value"], indicator, language, digits),
            low=last[name],
            low_value=with_unit(last["value"], indicator, language, digits),
        )
    )
    standard = one_standard(known["standard"])
    tail = (
        t(
            "The standard is {value}.",
            language,
            value=with_unit(standard, indicator, language, 0 if float(standard).is_integer() else None),
        )
        if standard is not None
        else ""
    )
    gap = "" if language == "zh" else " "
    return gap.join(part for part in (head, spread, tail) if part)


def split(frame: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Rows that have a value to draw, and rows that have none (missing, not applicable, too few, suppressed)."""
    has_value = (pl.col("state").fill_null("missing") == "ok") & pl.col("value").is_not_null()
    return frame.filter(has_value), frame.filter(~has_value)
