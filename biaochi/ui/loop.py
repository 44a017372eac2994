"""What the closed-loop page shows: one system's stages in its own words, side states, clocks, channels and units."""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from biaochi.charts import Chart, count_bars, share_bullets
from biaochi.charts.funnel import STAGES, Step, hours_text, largest_loss, share_text, stage_steps
from biaochi.charts.shares import PHONE, WIDE, Part
from biaochi.i18n import number, pick, t
from biaochi.pipelines import pipelines
from biaochi.places import places
from biaochi.reference import channel_mode
from biaochi.ui import link, words
from biaochi.ui.context import View
from biaochi.ui.table import Column

FIGURES = (
    "closed_loop_share",
    "on_time_closure_rate",
    "satisfaction_rate",
    "emergency_2h_share",
    "same_day_share",
    "callback_cover",
)
LOOP = ("accepted", "assigned", "handled", "fed_back", "evaluated")
"""The stages that make a closed loop."""
QUARTER_HOUR = ("quarter_hour_finish_share", "quarter_hour_register_share", "quarter_hour_arrive_share")
BESIDE = {
    "rework": "Sent back for rework",
    "returned": "Returned by the unit",
    "reassigned": "Reassigned",
    "extended": "Extended",
    "deferred": "Deferred",
    "reopened": "Reopened",
    "void": "Void",
    "merged": "Merged with another",
}
CLOCKS = {"export": "stated in the export", "limit": "computed from a limit", "none": "no deadline"}
MODES = {"online": "online", "phone": "by phone", "offline": "in person", "patrol": "found by staff"}
_RATES = ("closure_rate", "on_time_closure_rate", "satisfaction_rate")


def _named(value: Any, view: View) -> str:
    return view.t("not stated") if value is None else str(value)


def _mode(value: Any, view: View) -> str:
    return view.t(MODES[value]) if value in MODES else "–"


_COLUMNS = (
    Column("cases", "Reported", "number"),
    Column("share", "Share (%)", "number", 1, narrow=False),
    Column("closure_rate", "Closed (%)", "number", 2),
    Column("on_time_closure_rate", "On time (%)", "number", 2),
    Column("satisfaction_rate", "Satisfied (%)", "number", 2, narrow=False),
)
CHANNEL_COLUMNS = (Column("label", "Channel", say=_named), Column("mode", "How", say=_mode, narrow=False), *_COLUMNS)
UNIT_COLUMNS = (
    Column("label", "Department", say=_named),
    *_COLUMNS,
    Column("verdict", "Against the standard", "outcome"),
)
STAGE_COLUMNS = (
    Column("name", "Stage"),
    Column("count", "Reached", "number", absent="not recorded"),
    Column("lost", "Fell away before it", "number"),
    Column("hours", "Median hours since the stage before", "number", 1),
    Column("p90", "Nine of ten within (hours)", "number", 1),
)


def systems(view: View) -> list[str]:
    """The systems with cases in the period, the largest first; in a place that tells of itself, the one it tells of."""
    found = view.explore("case_systems").sort(["cases", "system"], descending=[True, False])["system"].to_list()
    place = places().get(view.area or "")
    told = place.systems if place and view.area != view.home else ()
    return sorted(found, key=lambda system: system not in told)


def title(view: View, system: str) -> str:
    """What a system is called: its pipeline's title, else the name in the export."""
    pipeline = pipelines().get(system)
    return pick(pipeline.title, view.language) if pipeline else system


def choose(view: View, offered: list[str], system: str) -> None:
    """The choice of the system, in the URL; only its name where there is one."""
    if len(offered) == 1:
        st.subheader(view.t("Stage by stage: {system}", system=words.escape(title(view, system))), anchor="stages")
        return
    st.subheader(view.t("Stage by stage"), anchor="stages")
    many = len(offered) > 4 or view.is_narrow
    link.widget(
        st.selectbox if many else st.segmented_control,
        "system",
        offered,
        system,
        view.t("System"),
        format_func=lambda name: title(view, name),
        label_visibility="collapsed",
        **({} if many else {"required": True}),
    )


def current(offered: list[str]) -> str:
    """The system that the URL names, else the largest."""
    return link.own("system", offered, offered[0])


def stages(view: View, system: str) -> pl.DataFrame:
    """The rows of the funnel of one system: its own stages where a pipeline names them, else the canonical ones.

    A time that only stands in for a stage the system does not have is not a stage of it. A system without a pipeline that
    records less than half of the canonical stages is drawn with those alone.
    """
    rows = view.explore("stage_funnel").filter(pl.col("system") == system)
    if pipeline := pipelines().get(system):
        stands_in = pl.col("stage").is_in(list(pipeline.stand_ins))
        return rows.filter(pl.col("stage").is_in(list(pipeline.stages)) | (pl.col("is_recorded") & ~stands_in))
    known = rows.filter("is_recorded")
    return rows if 2 * known.height >= rows.height else known


def without(view: View, system: str) -> str | None:
    """Which canonical stages are not drawn, in words: the system does not have them, or does not record them."""
    pipeline = pipelines().get(system)
    there = {*stages(view, system)["stage"], *(pipeline.stand_ins if pipeline else ())}
    absent = [view.t(STAGES[stage]) for stage in STAGES if stage not in there]
    if not absent:
        return None
    listed = ("、" if view.language == "zh" else ", ").join(absent)
    if pipeline:
        return view.t("This system has no stage of its own for: {stages}.", stages=listed)
    return view.t("Not recorded: {names}", names=listed)


def names(view: View, system: str) -> dict[str, str]:
    """The system's own words for the canonical stages; empty where it has none."""
    pipeline = pipelines().get(system)
    return {stage: pick(said, view.language) for stage, said in pipeline.stages.items()} if pipeline else {}


def headline(view: View, offered: list[str]) -> list[str | None]:
    """How many came in and got to the end, where most fell away, how long half of them took."""
    if not offered:
        return []
    system = current(offered)
    steps = stage_steps(stages(view, system), view.language, names(view, system))
    known = [step for step in steps if step.count is not None]
    if not known or not known[0].count:
        return []
    first, last = known[0], known[-1]
    clauses: list[str | None] = [
        view.t(
            "{system}: of **{n}** cases reported **{share}** reached the last recorded stage, “{stage}”",
            system=_plain(title(view, system)),
            n=number(first.count, view.language),
            share=share_text(last.count or 0, first.count or 1, view.language),
            stage=_plain(last.name),
        ),
        _worst(view, steps),
    ]
    days = _of_system(view, "days_to_close", system)
    if (days.get("value") or 0) * 24 >= 1:  # days are counted in bins: below an hour they say nothing
        clauses.append(
            view.t("half are closed within **{value}**", value=hours_text(24 * days["value"], view.language))
        )
    return clauses


def records_the_loop(view: View, system: str) -> bool:
    """Whether a system writes down all stages of the closed loop; one that cannot is not held to it."""
    rows = view.explore("stage_funnel").filter((pl.col("system") == system) & pl.col("is_recorded"))
    return set(LOOP) <= set(rows["stage"])


def figures(view: View, offered: list[str]) -> list[str]:
    """The figures of the page for which there is something to count."""
    whole = any(records_the_loop(view, system) for system in offered)
    return [name for name in FIGURES if (whole or name != "closed_loop_share") and view.has(name)]


def _of_system(view: View, name: str, system: str) -> dict[str, Any]:
    """The row of an indicator for one system in the area in view."""
    rows = view.ask(name, by=("system",)).filter(pl.col("category") == system).to_dicts()
    return rows[0] if rows else {"state": "missing", "value": None}


def _worst(view: View, steps: list[Step]) -> str | None:
    worst = largest_loss(steps)
    if worst is None or worst.lost is None:
        return None
    return view.t(
        "most fall away between “{one}” and “{two}”: **{n}** ({share})",
        one=_plain(worst.before or ""),
        two=_plain(worst.name),
        n=number(worst.lost, view.language),
        share=share_text(worst.lost_share or 0, 1, view.language),
    )


def _plain(text: str) -> str:
    """A name from a file without what a headline takes for bold."""
    return text.replace("**", "")


def stage_table(view: View, system: str) -> pl.DataFrame:
    """The funnel as a table; the columns of ``STAGE_COLUMNS``."""
    steps = stage_steps(stages(view, system), view.language, names(view, system))
    schema = {"name": pl.String, "count": pl.Int64, "lost": pl.Int64, "hours": pl.Float64, "p90": pl.Float64}
    return pl.DataFrame([{name: getattr(step, name) for name in schema} for step in steps], schema=schema)


def side_states(view: View, system: str) -> tuple[Chart | None, str | None]:
    """What happened to cases beside the straight way, each as a share of all reported; and which states the system never records.

    No picture where it records none of them."""
    rows = {row["state"]: row for row in view.explore("side_states").filter(pl.col("system") == system).to_dicts()}
    reported = max((row["reported"] or 0 for row in rows.values()), default=0)
    counts = {state: rows[state]["cases"] if state in rows else None for state in BESIDE}
    parts = [Part(view.t(said), counts[state]) for state, said in BESIDE.items() if counts[state] is not None]
    unknown = [view.t(said) for state, said in BESIDE.items() if counts[state] is None]
    listed = ("、" if view.language == "zh" else ", ").join(unknown)
    told = view.t("Not recorded: {names}", names=listed) if unknown else None
    return (count_bars(parts, reported or None, view.language, width=room(view)) if parts else None), told


def room(view: View) -> int:
    """Pixels that bars have in half of the window."""
    return PHONE if view.is_narrow else WIDE


def clocks(view: View, system: str) -> Chart:
    """Where deadlines come from; a case without one is never overdue and is counted as such."""
    rows = {
        row["due_from"]: row["cases"]
        for row in view.explore("case_clocks").filter(pl.col("system") == system).to_dicts()
    }
    parts = [Part(view.t(said), rows.get(origin, 0)) for origin, said in CLOCKS.items()]
    return count_bars(parts, sum(part.count or 0 for part in parts) or None, view.language, width=room(view))


def quarter_hours(view: View, system: str) -> list[tuple[Any, dict[str, Any]]]:
    """The three fifteen-minute clocks of a system with their rows; empty where it records none of them."""
    rows = [(view.indicator(name), _of_system(view, name, system)) for name in QUARTER_HOUR]
    return rows if any(row.get("state") in ("ok", "too_few") for _, row in rows) else []


def bullets(view: View, system: str) -> Chart:
    return share_bullets(quarter_hours(view, system), view.language)


def by(view: View, dimension: str) -> pl.DataFrame:
    """Cases and rates per channel or department, most cases first; the columns of ``_COLUMNS`` with label, mode, verdict."""
    volume = view.ask("case_volume", by=(dimension,)).filter(pl.col("value").is_not_null())
    nobody = t("not stated", "zh")  # what the models call a case without a channel or department
    found = {
        row["category"]: {"label": None if row["category"] == nobody else row["category"], "cases": row["value"]}
        for row in volume.to_dicts()
    }
    total = sum(entry["cases"] for entry in found.values())
    for entry in found.values():
        entry |= {"share": 100 * entry["cases"] / total if total else None, "mode": channel_mode(entry["label"])}
    for name in _RATES:
        for row in view.ask(name, by=(dimension,)).to_dicts():
            if (entry := found.get(row["category"])) is not None:
                entry |= {name: row["value"] if row["state"] == "ok" else None, f"{name}__state": row["state"]}
                if name == "on_time_closure_rate":
                    entry["verdict"] = words.outcome(row, view.language, view.indicator(name))
    schema: dict[str, Any] = {"label": pl.String, "mode": pl.String, "verdict": pl.String}
    schema |= {name: pl.Float64 for name in ("cases", "share", *_RATES)} | {
        f"{name}__state": pl.String for name in _RATES
    }
    rows = [{name: entry.get(name) for name in schema} for entry in found.values()]
    return pl.DataFrame(rows, schema=schema).sort(["cases", "label"], descending=[True, False], nulls_last=True)


def modes(view: View, channels: pl.DataFrame) -> str | None:
    """How cases come in, in words: the shares of channels online, by phone, in person; None where no channel is told."""
    known = channels.drop_nulls("mode").group_by("mode").agg(pl.col("cases").sum())
    counts, total = dict(known.iter_rows()), channels["cases"].sum()
    if not counts or not total:
        return None
    shares = [
        f"{view.t(said)} {share_text(counts[mode], total, view.language)}"
        for mode, said in MODES.items()
        if mode in counts
    ]
    return view.pair(view.t("How cases come in"), ("，" if view.language == "zh" else ", ").join(shares))


def answering(view: View, units: pl.DataFrame) -> str | None:
    """How many units had cases; None where cases do not name them."""
    n = units.drop_nulls("label").height
    return view.t("{n} units had cases in this period.", n=number(n, view.language)) if n > 1 else None
