"""A place's stages as a strip, in its own words, with how many got there."""

from __future__ import annotations

import html
from collections.abc import Sequence

import streamlit as st

from biaochi.charts.funnel import Step, chained, share_text, stage_steps
from biaochi.charts.theme import GRID, INK, MUTED, SLATE
from biaochi.i18n import number, pick
from biaochi.pipelines import COLUMNS, Pipeline, pipelines
from biaochi.places import Place
from biaochi.ui import examples, loop, words
from biaochi.ui.context import View

_ARROW = f'<div aria-hidden="true" style="align-self:center;color:{SLATE};font-size:18px">›</div>'


def show(view: View, place: Place, at: View | None = None) -> None:
    """One strip for each system of the place; the stages are told even where no row of them was imported.

    ``at``: who looks at it and when; None: its own officials, at their usual time."""
    at = at or examples.there_view(view, place)
    for system in place.systems:
        pipeline = pipelines().get(system)
        shown = _steps(at, system, pipeline) if examples.is_imported(view, place) else _untold(pipeline, view.language)
        if shown:
            st.subheader(words.escape(loop.title(view, system)), anchor=f"system_{system}")
            st.html(strip(view, shown))


def _steps(at: View, system: str, pipeline: Pipeline | None) -> list[Step]:
    """The stages of a system with their counts: of its cases, else of the matters its council deliberated. A system that has
    no words of its own is told in ours, stage by stage that it records."""
    names = loop.names(at, system)
    found = loop.stages(at, system)
    if not found.is_empty():
        kept = found["stage"].is_in(list(names)) if names else found["is_recorded"]
        return stage_steps(found.filter(kept), at.language, names)
    if pipeline is None:
        return []
    matters = dict(at.explore("deliberation_steps").select("step", "matters").iter_rows())
    if not any(matters.values()):
        return _untold(pipeline, at.language)
    columns = COLUMNS["deliberation"]
    return list(chained(Step(name, matters.get(columns.get(stage, "").removesuffix("_on"))) for stage, name in names.items()))


def _untold(pipeline: Pipeline | None, language: str) -> list[Step]:
    return [Step(pick(said, language), None) for said in pipeline.stages.values()] if pipeline else []


def strip(view: View, shown: Sequence[Step]) -> str:
    """Boxes with arrows between them; what nobody recorded is dashed and says so."""
    first = next((step.count for step in shown if step.count), None)
    boxes = []
    for at, step in enumerate(shown, 1):
        known = step.count is not None
        below = number(step.count, view.language) if known else view.t("not recorded")
        share = share_text(step.count or 0, first, view.language) if known and first and at > 1 else ""
        border = f"1px solid {INK}" if known else f"1px dashed {SLATE}"
        boxes.append(
            f'<li style="flex:1 1 118px;border:{border};border-radius:5px;padding:7px 10px;list-style:none;margin:0">'
            f'<div style="font-weight:600">{at} {html.escape(step.name)}</div>'
            f'<div style="color:{MUTED};font-size:13px;white-space:nowrap">{html.escape(below)}'
            f'{f" · {html.escape(share)}" if share else ""}</div></li>'
        )
    inner = (_ARROW if not view.is_narrow else "").join(boxes)
    return f'<ol style="display:flex;flex-wrap:wrap;gap:6px;margin:0;padding:4px 0 8px;border-bottom:1px solid {GRID}">{inner}</ol>'
