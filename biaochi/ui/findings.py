"""Figures that do not fit together, with both of them and why they may differ. Nothing is smoothed over, nothing is decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl
import streamlit as st

from biaochi import checks as reconciliation
from biaochi.charts.words import unit as unit_in_words
from biaochi.engine import Engine
from biaochi.i18n import number, pick, t
from biaochi.scope import Scope
from biaochi.ui import words
from biaochi.ui.context import View, warehouse


@dataclass(frozen=True)
class _Unit:
    """As much of an indicator as the words for units read."""

    unit: str


MOST = 3
"""So many are written out; the others fold away."""


@st.cache_data(max_entries=200, show_spinner=False)
def _found(_engine: Engine, key: tuple[str, str, str], area: str | None, roots: tuple[str, ...]) -> pl.DataFrame:
    return reconciliation.findings(_engine, area, Scope(roots))


def found(view: View, checks: Sequence[str] = ()) -> list[dict[str, Any]]:
    """Findings below the area in view, of ``checks`` (all where none is named), in the order of the checks, the largest first."""
    key = (str(warehouse()), view.engine.snapshot, view.engine.manifest.created_at)
    rows = _found(view.engine, key, view.area, view.scope.roots).to_dicts()
    order = list(reconciliation.checks())
    kept = [row for row in rows if not checks or row["check"] in checks]
    return sorted(
        kept, key=lambda row: (order.index(row["check"]), -abs(row["difference"] or 0), row["area_code"] or "")
    )


def show(view: View, checks: Sequence[str] = ()) -> None:
    """A box for each finding with both figures and why they may differ; nothing where the figures agree."""
    rows = found(view, checks)
    for row in rows[:MOST]:
        _box(view, row)
    if len(rows) > MOST:
        with st.expander(view.t("{n} more figures that do not fit together", n=len(rows) - MOST)):
            for row in rows[MOST:]:
                _box(view, row)


def _box(view: View, row: dict[str, Any]) -> None:
    check, language = reconciliation.checks()[row["check"]], view.language
    sides = reconciliation.sides(row["check"], row["subject"])
    subject = reconciliation.subject_text(row["check"], row["subject"], language)
    where = " · ".join(words.escape(name) for name in (row["area_name"], subject) if name)
    with st.container(border=True, gap="xsmall"):
        st.markdown(f":orange[▲] **{words.escape(pick(check.title, language))}** :gray[{where}]")
        said = [
            f"{words.escape(pick(side, language))} **{figure(row[name], sides.unit, language)}**"
            for side, name in ((sides.a, "figure_a"), (sides.b, "figure_b"))
        ]
        st.markdown(("；" if language == "zh" else "; ").join(said))
        st.caption(words.escape(pick(sides.why, language)))


def figure(value: float | None, unit: str, language: str) -> str:
    """A figure with its unit, with no more decimals than it has."""
    if value is None:
        return t("missing", language)
    text = number(value, language, 0 if float(value).is_integer() else 1)
    if unit == "percent":
        return f"{text}%"
    gap = "" if language == "zh" else " "
    return f"{text}{gap}{unit_in_words(_Unit(unit), language)}".rstrip()
