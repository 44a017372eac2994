"""The classes of the map: they break at the standard, never at quantiles, two on each side; and the legend that says so."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from biaochi.charts.alt import split
from biaochi.charts.axes import nice_step, one_standard
from biaochi.charts.theme import (
    AMBER,
    AMBER_TINT,
    INK,
    INK_TINT,
    MARKS,
    MISSING_FILL,
    MUTED,
    SLATE,
    SLATE_TINT,
    TEAL,
    TEAL_TINT,
    WHITE,
    contrast,
    state_word,
    verdict_word,
)
from biaochi.charts.words import figure_text, tick, unit
from biaochi.i18n import number, t

FAR_WORSE, WORSE, BETTER, FAR_BETTER, SIMILAR, PLAIN, MISSING = range(7)
FILLS = {
    FAR_WORSE: AMBER,
    WORSE: AMBER_TINT,
    BETTER: TEAL_TINT,
    FAR_BETTER: TEAL,
    SIMILAR: SLATE_TINT,
    PLAIN: "#F4F6F8",
    MISSING: MISSING_FILL,
}
NEUTRAL = ("#E3EAF1", INK_TINT, "#4C74A0", INK)
"""Fills where there is no standard: light to dark is low to high, with no judgement."""


@dataclass(frozen=True)
class LegendEntry:
    """One line of the legend: fill colour, verdict mark (may be empty), words, and whether the fill is hatched."""

    colour: str
    mark: str
    text: str
    hatched: bool = False


def breaks(standard: float, indicator: Any) -> tuple[float, float | None]:
    """The two outer class limits (far worse, far better) around a standard.

    Half and one and a half times the standard; turned round where less is better. A share with a high standard (50 % and up)
    cannot do half again as well, so there the distance to 100 % is the yardstick: 95 % breaks at 90 and 97.5. A standard of
    100 % has no class above it.
    """
    if indicator.direction == "lower":
        return standard * 1.5, standard * 0.5
    if indicator.unit == "percent" and 50 <= standard <= 100:
        room = 100 - standard
        return standard - (room or 10.0), (standard + room / 2 if room else None)
    return standard * 0.5, standard * 1.5


def class_of(row: Mapping[str, Any], indicator: Any) -> int:
    """The class of a value-frame row. Colour follows the verdict; how far from the standard gives its strength."""
    if row.get("state", "ok") != "ok" or row.get("value") is None:
        return MISSING
    verdict, standard, value = row.get("verdict"), row.get("standard"), row["value"]
    if verdict == "similar":
        return SIMILAR
    if verdict not in ("better", "worse"):
        return PLAIN
    if standard is None:
        return BETTER if verdict == "better" else WORSE
    far_worse, far_better = breaks(standard, indicator)
    lower = indicator.direction == "lower"
    if verdict == "worse":
        return FAR_WORSE if (value > far_worse if lower else value < far_worse) else WORSE
    return FAR_BETTER if far_better is not None and (value <= far_better if lower else value >= far_better) else BETTER


def neutral_limits(values: pl.DataFrame) -> list[float]:
    """Three round limits for values nobody compares (no standard): equal steps, not quantiles. Empty for under two values."""
    known, _ = split(values)
    if known.height < 2 or known["value"].min() == known["value"].max():
        return []
    low, high = float(known["value"].min()), float(known["value"].max())
    step = nice_step(high - low, 4)
    first = (low // step + 1) * step
    return [round(first + i * step, 10) for i in range(3)]


def fill_of(row: Mapping[str, Any], indicator: Any, limits: list[float]) -> str:
    """The fill of an area; ``limits`` from ``neutral_limits`` where nothing is compared."""
    kind = class_of(row, indicator)
    if kind == PLAIN and limits and row.get("standard") is None:
        return NEUTRAL[sum(row["value"] >= limit for limit in limits)]
    return FILLS[kind]


def legend(values: pl.DataFrame, indicator: Any, language: str) -> list[LegendEntry]:
    """Class limits with colour and words, for the standard in ``values`` (a value frame), then the states that occur.

    Where areas have different standards the limits are told relative to “own standard”.
    """
    known, absent = split(values)
    entries: list[LegendEntry] = []
    if known["standard"].is_not_null().any():
        entries += _standard_entries(one_standard(known["standard"]), indicator, language)
    elif limits := neutral_limits(values):
        step = limits[1] - limits[0]
        suffix = "%" if indicator.unit == "percent" else ""
        texts = [tick(limit, step, language, suffix) for limit in limits]
        spans = [f"< {texts[0]}", f"{texts[0]} – {texts[1]}", f"{texts[1]} – {texts[2]}", f"≥ {texts[2]}"]
        entries += [LegendEntry(colour, "", span) for colour, span in zip(NEUTRAL, spans, strict=False)]
    verdicts = known["verdict"].fill_null("not_compared").to_list()
    if "similar" in verdicts:
        entries.append(LegendEntry(SLATE_TINT, "◐", verdict_word("similar", language)))
    if "not_compared" in verdicts and known["standard"].is_not_null().any():
        entries.append(LegendEntry(FILLS[PLAIN], "–", verdict_word("not_compared", language)))
    for state in sorted(set(absent["state"].fill_null("missing").to_list())):
        entries.append(
            LegendEntry(MISSING_FILL, "", state_word("missing" if state == "ok" else state, language), hatched=True)
        )
    return entries


def _standard_entries(standard: float | None, indicator: Any, language: str) -> list[LegendEntry]:
    lower = indicator.direction == "lower"
    marks = {FAR_WORSE: "▲", WORSE: "▲", BETTER: "●", FAR_BETTER: "●"}
    if standard is None:
        words = {
            FAR_WORSE: t("far from its own standard", language),
            WORSE: t("does not meet its own standard", language),
            BETTER: t("meets its own standard", language),
            FAR_BETTER: t("far better than its own standard", language),
        }
    else:
        worst, best = breaks(standard, indicator)
        low, mid, high = (
            _limit(v, indicator, language) for v in (worst, standard, best if best is not None else standard)
        )
        words = {
            FAR_WORSE: f"> {low}" if lower else f"< {low}",
            WORSE: f"{mid} – {low}" if lower else f"{low} – {mid}",
            BETTER: (f"{high} – {mid}" if lower else f"{mid} – {high}") if best is not None else f"≥ {mid}",
            FAR_BETTER: f"≤ {high}" if lower else f"≥ {high}",
        }
        if best is None:
            del words[FAR_BETTER]
        words[WORSE] += " " + verdict_word("worse", language, indicator)
        words[BETTER] += " " + verdict_word("better", language, indicator)
    return [LegendEntry(FILLS[kind], marks[kind], text) for kind, text in words.items()]


def _limit(value: float, indicator: Any, language: str) -> str:
    return figure_text(value, indicator, language, 0 if float(value).is_integer() else 1)


def legend_html(entries: list[LegendEntry], indicator: Any, language: str) -> str:
    """The legend as one wrapping line of swatches; every swatch carries its mark and its words, so colour is never alone."""
    items = []
    for entry in entries:
        background = f"background:{entry.colour};"
        if entry.hatched:
            background = f"background:repeating-linear-gradient(135deg,{entry.colour} 0 3px,{SLATE} 3px 4px);"
        colour = WHITE if contrast(WHITE, entry.colour) >= 4.5 else "#1F2937"
        items.append(
            '<span style="display:inline-flex;align-items:center;gap:6px;white-space:nowrap">'
            f'<span aria-hidden="true" style="display:inline-block;width:22px;height:16px;'
            f"line-height:16px;text-align:center;font-size:11px;"
            f'border:1px solid #CBD5DE;border-radius:2px;color:{colour};{background}">{entry.mark}</span>{html.escape(entry.text)}</span>'
        )
    measure = unit(indicator, language)
    head = f"<span>{html.escape(measure)}</span>" if measure not in ("", "%") else ""
    return f'<div style="display:flex;flex-wrap:wrap;gap:6px 16px;font-size:13px;color:{MUTED}">{head}{"".join(items)}</div>'


def caption(language: str, approval_number: str | None) -> str:
    """Source and approval number of the map, as Chinese map rules ask: 数据来源：天地图 审图号：待填."""
    return t(
        "Map data: Tianditu. Approval number: {number}",
        language,
        number=approval_number or t("to be filled in", language),
    )


def tooltip_fields(row: Mapping[str, Any], indicator: Any, language: str) -> dict[str, str]:
    """What the hover says, as plain texts: the page's template escapes them."""
    if row.get("state", "ok") != "ok" or row.get("value") is None:
        return {
            "tip_value": state_word(row.get("state") if row.get("state") != "ok" else "missing", language),
            "tip_standard": "",
            "tip_n": "",
        }
    mark = MARKS.get(row.get("verdict") or "not_compared", MARKS["not_compared"])
    measure = unit(indicator, language)
    value = figure_text(row["value"], indicator, language, indicator.digits)
    standard = row.get("standard")
    word = f"{mark.glyph} {verdict_word(row.get('verdict'), language, indicator)}"
    counted = row.get("denominator")
    return {
        "tip_value": value if measure in ("", "%") else f"{value} {measure}",
        "tip_standard": word
        if standard is None
        else f"{word} · {t('standard {value}', language, value=_limit(standard, indicator, language))}",
        "tip_n": "" if counted is None else t("n = {n}", language, n=number(counted, language)),
    }
