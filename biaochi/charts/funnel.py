"""How far things get: one bar per step, what fell away before it, and the time between two steps.

A step that nobody records is hatched and has no figure; the loss is then counted from the last recorded step before it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import plotly.graph_objects as go
import polars as pl

from biaochi.charts.theme import (
    INK,
    KEY_LINE,
    MUTED,
    SLATE,
    SLATE_TINT,
    SMALL,
    TEXT,
    WHITE,
    Chart,
    add_many,
    key_below,
    keys_per_line,
    lines_of,
    new_figure,
    nothing,
)
from biaochi.charts.words import join, wrap
from biaochi.i18n import number, t

STAGES = {
    "reported": "Reported",
    "accepted": "Taken on",
    "deliberated": "Deliberated",
    "assigned": "Assigned",
    "handled": "Handled",
    "fed_back": "Fed back",
    "closed": "Closed",
    "evaluated": "Evaluated",
}
"""The canonical stages and what they are called where a system has no names of its own."""

HATCH = dict(
    color=WHITE, line=dict(color="#C3CBD3", width=1), pattern=dict(shape="/", size=6, solidity=0.18, fgcolor=SLATE)
)
_ROW = 46
_NAME = 16
_INSIDE = 0.52
"""From this share of the longest bar on its figures stand inside it, on a phone too."""


@dataclass(frozen=True)
class Step:
    """One step. ``count``: how many reached it (None: not recorded). ``hours``: median since the recorded step before,
    ``p90``: nine of ten took no longer. ``lost``: fewer than at that step (negative: more); None for the first."""

    name: str
    count: int | None
    hours: float | None = None
    p90: float | None = None
    before: str | None = None
    lost: int | None = None
    lost_share: float | None = None


def stage_steps(frame: pl.DataFrame, language: str, names: Mapping[str, str] | None = None) -> list[Step]:
    """Steps of one system from the explore frame ``stage_funnel``; ``names`` are the system's own words for the stages."""
    return chained(
        Step(
            (names or {}).get(row["stage"]) or t(STAGES.get(row["stage"], row["stage"]), language),
            row["reached"] if row["is_recorded"] else None,
            row["median_hours"],
            row["p90_hours"],
        )
        for row in frame.sort("position").iter_rows(named=True)
    )


def chained(steps) -> list[Step]:
    """``steps`` with what each lost against the recorded step before it."""
    found: list[Step] = []
    before: Step | None = None
    for step in steps:
        if step.count is not None and before is not None:
            lost = before.count - step.count
            step = replace(
                step, before=before.name, lost=lost, lost_share=lost / before.count if before.count else None
            )
        found.append(step)
        before = step if step.count is not None else before
    return found


def recorded(counts: Sequence[int | None]) -> list[int | None]:
    """``counts`` of steps without the zeros that later steps belie: what nobody passed but somebody left was not written down."""
    return [None if count == 0 and any(counts[at + 1 :]) else count for at, count in enumerate(counts)]


def largest_loss(steps: Sequence[Step]) -> Step | None:
    """The step before which most fell away; None where nothing did."""
    losing = [step for step in steps if (step.lost or 0) > 0]
    return max(losing, key=lambda step: step.lost or 0) if losing else None


def stage_funnel(frame: pl.DataFrame, language: str, names: Mapping[str, str] | None = None) -> Chart:
    """The funnel of one system: stage by stage how many cases got there, how many fell away, and how long it took.

    ``frame``: rows of one system of the explore frame ``stage_funnel`` (stage, position, is_recorded, reached,
    median_hours, p90_hours; cases, hours). A stage that the system does not record is hatched.
    """
    return step_funnel(stage_steps(frame, language, names), language, counted="{n} cases")


def step_funnel(steps: Sequence[Step], language: str, *, counted: str = "{n} cases") -> Chart:
    """The same for any steps; ``counted`` is the message that puts a number and its noun together (“{n} wishes”)."""
    known = [step for step in steps if step.count is not None]
    if not known or not known[0].count:
        return nothing(t("Nothing entered the first step in this period.", language))
    first, longest = known[0].count, max(step.count or 0 for step in known)
    key = _key(steps, language)
    per_line = keys_per_line(language)
    bottom = 12 + KEY_LINE * lines_of(key, per_line)
    figure = new_figure(_ROW * len(steps) + bottom + 4)
    figure.update_layout(margin=dict(l=4, r=10, t=4, b=bottom), barmode="overlay", bargap=0)
    hovers = [_hover(step, first, language, counted) for step in steps]
    _bars(figure, steps, longest, hovers)
    add_many(figure, annotations=[*_labels(steps, first, longest, language), *_between(steps, language)])
    figure.update_xaxes(visible=False, range=[0, longest * 1.02])
    figure.update_yaxes(
        range=[len(steps) - 0.62, -0.5],
        tickmode="array",
        tickvals=list(range(len(steps))),
        ticktext=[wrap(step.name, _NAME) for step in steps],
        showgrid=False,
        tickfont=dict(color=TEXT, size=SMALL),
        ticklabelstandoff=6,
    )
    key_below(figure, key, per_line=per_line)
    return Chart(figure, _alt(steps, first, language, counted))


def share_text(part: float, whole: float, language: str) -> str:
    """A share in percent; with more decimals where rounding would make “nearly all” all, or “hardly any” none."""
    share = 100 * part / whole
    digits = 1
    while digits < 3 and ((share < 100 and round(share, digits) == 100) or (share > 0 and round(share, digits) == 0)):
        digits += 1
    return f"{number(share, language, digits)}%"


def hours_text(hours: float, language: str) -> str:
    """A duration in the unit a reader thinks in: minutes, hours, days."""
    if hours < 1:
        return t("{n} min", language, n=number(hours * 60, language))
    if hours < 48:
        return t("{n} h", language, n=number(hours, language, 1))
    return t("{n} days", language, n=number(hours / 24, language, 1))


def _key(steps: Sequence[Step], language: str) -> list[tuple[str, str, str]]:
    """What the fills mean; a funnel with one fill needs no key."""
    key = []
    if any((step.lost or 0) > 0 for step in steps):
        key.append(("■", "#B9C4CE", t("got no further (yet)", language)))
    if any(step.count is None for step in steps):
        key.append(("▨", SLATE, t("not recorded", language)))
    return [("■", INK, t("got this far", language)), *key] if key else []


def _bars(figure: go.Figure, steps: Sequence[Step], longest: int, hovers: list[str]) -> None:
    at = {
        True: [i for i, s in enumerate(steps) if s.count is not None],
        False: [i for i, s in enumerate(steps) if s.count is None],
    }
    fallen = [i for i in at[True] if (steps[i].lost or 0) > 0]
    common = dict(orientation="h", width=0.52, hoverinfo="text")
    if fallen:
        figure.add_trace(
            go.Bar(
                x=[steps[i].lost for i in fallen], base=[steps[i].count for i in fallen], y=fallen, name="fallen",
                marker=dict(color=SLATE_TINT), hovertext=[hovers[i] for i in fallen], **common,
            )
        )  # fmt: skip
    figure.add_trace(
        go.Bar(
            x=[steps[i].count for i in at[True]], y=at[True], name="reached", marker=dict(color=INK),
            hovertext=[hovers[i] for i in at[True]], **common,
        )
    )  # fmt: skip
    if at[False]:
        figure.add_trace(
            go.Bar(
                x=[longest] * len(at[False]), y=at[False], name="unrecorded", marker=HATCH,
                hovertext=[hovers[i] for i in at[False]], **common,
            )
        )  # fmt: skip


def _labels(steps: Sequence[Step], first: int, longest: int, language: str) -> list[dict]:
    """Count and share of the first step: inside a long bar, behind a short one; a word where nothing is recorded."""
    notes = []
    for y, step in enumerate(steps):
        note = dict(x=0, y=y, xanchor="left", xshift=7, font=dict(size=SMALL, color=WHITE), name="reached")
        if step.count is None:
            note |= dict(
                text=t("not recorded", language), font=dict(size=SMALL, color=MUTED), bgcolor=WHITE, name="unrecorded"
            )
        else:
            share = "" if y == 0 else f" · {share_text(step.count, first, language)}"
            note["text"] = f"<b>{number(step.count, language)}</b>{share}"
            if step.count < _INSIDE * longest:
                room = (step.lost or 0) > 0
                note |= dict(
                    x=step.count, font=dict(size=SMALL, color=TEXT), bgcolor=SLATE_TINT if room else None, xshift=4
                )
        notes.append(note)
    return notes


def _between(steps: Sequence[Step], language: str) -> list[dict]:
    """The line above a bar: what fell away since the recorded step before, and how long the way took; the largest loss bold."""
    worst = largest_loss(steps)
    notes = []
    for y, step in enumerate(steps):
        if step.lost is None:
            continue
        parts = []
        if step.lost:
            share = f" ({share_text(step.lost_share or 0, 1, language)})" if step.lost > 0 else ""
            parts.append(f"{'−' if step.lost > 0 else '+'}{number(abs(step.lost), language)}{share}")
        if step.hours is not None:
            parts.append(t("median {time}", language, time=hours_text(step.hours, language)))
        if not parts:
            continue
        text = " · ".join(parts)
        is_worst = worst is not None and step is worst and sum((s.lost or 0) > 0 for s in steps) > 1
        notes.append(
            dict(
                x=0, y=y - 0.5, xanchor="left", xshift=3, name="between",
                text=f"<b>{text}</b>" if is_worst else text,
                font=dict(size=SMALL, color=TEXT if is_worst else MUTED),
            )
        )  # fmt: skip
    return notes


def _loss(step: Step, language: str, counted: str) -> str:
    if step.lost is None or step.lost == 0:
        return t("none fell away", language)
    how_many = t(counted, language, n=number(abs(step.lost), language))
    if step.lost < 0:
        return t("{many} more than before", language, many=how_many)
    share = share_text(step.lost, step.lost / step.lost_share, language) if step.lost_share else ""
    return t("{many} fewer ({share})", language, many=how_many, share=share)


def _hover(step: Step, first: int, language: str, counted: str) -> str:
    lines = [f"<b>{step.name}</b>"]
    if step.count is None:
        return "<br>".join([*lines, t("not recorded", language)])
    share = share_text(step.count, first, language)
    lines.append(
        t(
            "{many}, {share} of the first step",
            language,
            many=t(counted, language, n=number(step.count, language)),
            share=share,
        )
    )
    if step.before is not None:
        lines.append(t("Since “{step}”: {loss}", language, step=step.before, loss=_loss(step, language, counted)))
    if step.hours is not None:
        lines.append(t("median {time}", language, time=hours_text(step.hours, language)))
    if step.p90 is not None:
        lines.append(t("nine of ten within {time}", language, time=hours_text(step.p90, language)))
    return "<br>".join(lines)


def _alt(steps: Sequence[Step], first: int, language: str, counted: str) -> str:
    said = [
        f"{step.name} {number(step.count, language)} ({share_text(step.count, first, language)})"
        for step in steps
        if step.count is not None
    ]
    stop, gap = ("。", "") if language == "zh" else (".", " ")
    text = join(said, language) + stop
    if unknown := [step.name for step in steps if step.count is None]:
        text += gap + t("Not recorded: {names}", language, names=join(unknown, language)) + stop
    if worst := largest_loss(steps):
        loss = t(
            "Largest loss from “{one}” to “{two}”: {loss}",
            language,
            one=worst.before,
            two=worst.name,
            loss=_loss(worst, language, counted),
        )
        text += gap + loss + stop
    return text
