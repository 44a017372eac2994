"""Every verdict as a sentence for someone who has never heard of a confidence interval. Pure: no page, no query."""

from __future__ import annotations

from typing import Any

from biaochi.catalogue import Indicator
from biaochi.i18n import number, pick, t
from biaochi.ui import words

NO_STANDARD = "No standard for “{title}” holds in {area}, so the figure is not counted."
_ABSENT = {
    "missing": "{area} has not reported what “{title}” counts: nothing can be said.",
    "not_applicable": "{area} has nothing that “{title}” could count.",
    "suppressed": "{area}: “{title}” is not shown, because so few persons stand behind it that they could be recognised.",
}
_SAMPLE = {
    "better": "{area}: “{title}” is {value} and meets the standard of {standard}; chance alone does not explain that.",
    "similar": "{area}: “{title}” is {value}, the standard {standard}. With {n} counted, a difference this small may be chance: "
    "neither met nor missed.",
    "worse": "{area}: “{title}” is {value}, {distance} away from the standard of {standard}. That is more than chance explains: "
    "not met.",
}
_CENSUS = {
    "better": "{area}: “{title}” is {value} and meets the standard of {standard}; all of them were counted, nothing is estimated.",
    "worse": "{area}: “{title}” is {value}, {distance} away from the standard of {standard}; all of them were counted: not met.",
}
"""A share of communities, each of which has reported."""
_REPORTED = {
    "better": "{area}: “{title}” is {value} and meets the standard of {standard}; from what was reported, nothing is estimated.",
    "worse": "{area}: “{title}” is {value}, {distance} away from the standard of {standard}; from what was reported, nothing is "
    "estimated: not met.",
}
"""A ratio or a register: its sums are no sample, and whether they hold everything is not known."""
_IN_PART = {
    "better": "{area}: “{title}” is {value} and meets the standard of {standard}; reported by {areas} of {all} communities, "
    "{missing} did not report.",
    "worse": "{area}: “{title}” is {value}, {distance} away from the standard of {standard}; reported by {areas} of {all} "
    "communities, {missing} did not report: not met by what was reported.",
}
_WHOLE = {
    "better": "Against {whole} as a whole ({figure}) it stands better, by more than chance explains.",
    "similar": "Against {whole} as a whole ({figure}) there is no difference that chance could not explain.",
    "worse": "Against {whole} as a whole ({figure}) it stands worse, by more than chance explains.",
}
_AMONG_THE_AREAS = "Against {whole} as a whole ({figure}) it does not stand out from how the areas differ among themselves."
"""For similar where the limits were widened: chance alone might not explain the difference, the areas' usual scatter does."""


def against_standard(row: dict[str, Any], indicator: Indicator, language: str, mark: str = "") -> str:
    """What a row of ``measures.value`` means against its standard; why nothing is said where nothing can be.

    ``mark`` is put around the value, such as ``**``."""
    told = {"area": row["area_name"], "title": pick(indicator.title, language)}
    if row["state"] == "not_applicable" and row.get("note") == "no_standard":
        return t(NO_STANDARD, language, **told)
    if row["state"] in _ABSENT:
        return t(_ABSENT[row["state"]], language, **told)
    if row["value"] is None and indicator.kind != "duration":
        return t(_ABSENT["missing"], language, **told)
    if row["value"] is None:
        return t("{area}: not even half of the cases are closed, so “{title}” is not reached yet.", language, **told)
    standard = row["standard"]
    told["value"] = f"{mark}{words.figure(row['value'], indicator, language, standard)}{mark}"
    told["n"] = "–" if row["denominator"] is None else number(row["denominator"], language)
    if row["state"] == "too_few":
        least = number(indicator.minimum_n, language)
        sentence = "{area}: “{title}” is {value}, but out of {n} only; fewer than {least} are too few to judge by."
        return t(sentence, language, least=least, **told)
    if standard is None:
        return t("{area}: “{title}” is {value}; no standard is set for it.", language, **told)
    told["standard"] = words.standard(standard, indicator, language)
    told["distance"] = words.apart(row["value"] - standard, indicator, language)
    sentences = _sentences(row, indicator)
    if row["verdict"] not in sentences:
        return t("{area}: “{title}” is {value}, the standard {standard}.", language, **told)
    areas, missing = row.get("areas") or 0, row.get("areas_missing") or 0
    counted = {name: number(n, language) for name, n in (("areas", areas), ("missing", missing), ("all", areas + missing))}
    return t(sentences[row["verdict"]], language, **counted, **told)


def goes_by_interval(indicator: Indicator) -> bool:
    """Whether chance has a part in the verdict against the standard; else the exact figure decides (``measures.verdict``)."""
    return indicator.sampling or indicator.kind == "duration"


def _sentences(row: dict[str, Any], indicator: Indicator) -> dict[str, str]:
    """The sentences that are true of how the figure came about."""
    if goes_by_interval(indicator):
        return _SAMPLE
    if row.get("areas_missing"):
        return _IN_PART
    return _CENSUS if indicator.kind == "proportion" and indicator.is_stock else _REPORTED


def against_whole(row: dict[str, Any], indicator: Indicator, language: str, whole_name: str) -> str | None:
    """What a row means against the whole it lies in; None where the two are not compared."""
    if row.get("verdict_whole") not in _WHOLE or row.get("whole") is None:
        return None
    figure = words.figure(row["whole"], indicator, language, row["value"])
    if row["verdict_whole"] == "similar" and row.get("is_widened"):
        return t(_AMONG_THE_AREAS, language, whole=whole_name, figure=figure)
    return t(_WHOLE[row["verdict_whole"]], language, whole=whole_name, figure=figure)


def told(row: dict[str, Any], indicator: Indicator, language: str, whole_name: str) -> str:
    """Both sentences."""
    said = [against_standard(row, indicator, language), against_whole(row, indicator, language, whole_name)]
    return ("" if language == "zh" else " ").join(sentence for sentence in said if sentence)
