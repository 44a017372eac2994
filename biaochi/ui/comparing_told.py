"""The sentence of 区县对比: how many areas miss the standard, how many are worse than the others, and who; never in what rank."""

from __future__ import annotations

import re

import polars as pl

from biaochi.catalogue import Indicator
from biaochi.charts.axes import one_standard
from biaochi.charts.fairness import is_widened
from biaochi.i18n import number
from biaochi.measures import Funnel
from biaochi.measures.attention import significant
from biaochi.measures.whole import OUTSIDE
from biaochi.ui import words
from biaochi.ui.comparing import Group, against_name
from biaochi.ui.context import View
from biaochi.ui.verdicts import goes_by_interval

MOST_NAMED = 3
MISSED = "{title}: the standard{standard} is missed in **{n}** of {areas}{names}"
MISSED_BEYOND_CHANCE = "{title}: the standard{standard} is missed by more than chance explains in **{n}** of {areas}{names}"
MISSED_SOME_BEYOND = "{title}: the standard{standard} is missed in **{n}** of {areas}, clearly beyond chance in **{far}**{names}"
NOT_ONE_WORSE = {
    False: "{title}: none of {areas} is worse than {whole} ({value}) by more than chance explains",
    True: "{title}: none of {areas} stands out as worse than {whole} ({value}) from how the areas differ among themselves",
}
"""By whether the limits were widened; also ALSO_NOT_ONE."""
CHANCE_GROUP = "{title}: worse than {whole} ({value}) by more than chance explains are **{n}** of {areas}{names}"
ALSO_GROUP = "worse than {whole} ({value}) by more than chance explains: **{n}**{names}"
ALSO_NOT_ONE = {
    False: "none is worse than {whole} ({value}) by more than chance explains",
    True: "none stands out as worse than {whole} ({value}) from how the areas differ among themselves",
}
NONE = {
    False: "{title}: none of {areas} misses the standard{standard}",
    True: "{title}: none of {areas} misses the standard{standard} by more than chance explains",
}
"""By whether chance has a part in the verdict."""
MAY_BE_CHANCE = "on the wrong side of it, which may be chance: **{n}**"
OF_LEVEL = {
    "province": "{n} provinces",
    "city": "{n} cities",
    "county": "{n} districts",
    "town": "{n} subdistricts and towns",
    "community": "{n} communities",
}


def headline(view: View, group: Group, indicator: Indicator, frame: pl.DataFrame, funnel: Funnel) -> list[str | None]:
    """How many areas miss the standard (the verdict of every page) and how many of them by more than the worst of many show by chance;
    how many are worse than the group. At most three by name, and no ranks."""
    compared, known = frame.filter(pl.col("verdict") != "not_compared"), frame.filter(pl.col("state") == "ok")
    if known.is_empty():
        return []
    missed, worse = compared.filter(pl.col("verdict") == "worse"), _worse(frame, funnel, indicator)
    level, gap = one_standard(compared["standard"]), "" if view.language == "zh" else " "
    told = {
        "title": view.title(indicator.id),
        "areas": view.t(OF_LEVEL[group.level], n=number((compared if compared.height else known).height, view.language)),
        "standard": gap + words.standard(level, indicator, view.language) if level is not None else "",
        "whole": _plain(against_name(view, group, frame, in_full=True)),
        "value": words.figure(funnel.target, indicator, view.language),
    }
    bold = told | {"areas": re.sub(r"^([\d,.]+)", r"**\1**", told["areas"])}
    also, widened, by_chance = None, is_widened(funnel), goes_by_interval(indicator)
    if worse is not None and worse.height:
        also = {"n": number(worse.height, view.language), "names": names_of(view, worse)} | told
    if compared.is_empty():
        if worse is None:
            return [view.t("{title}: {areas} have a figure", **bold)]
        return [view.t(CHANCE_GROUP, **also) if also else view.t(NOT_ONE_WORSE[widened], **bold)]
    if missed.is_empty():
        said = [view.t(NONE[by_chance], **bold)]
        if undecided := _on_the_wrong_side(compared, indicator):
            said.append(view.t(MAY_BE_CHANCE, n=number(undecided, view.language)))
        return [*said, *_also(view, told, also, worse is not None, widened)]
    far = significant(compared, indicator) if indicator.sampling else missed
    sentence = (MISSED_BEYOND_CHANCE if far.height == missed.height else MISSED_SOME_BEYOND) if by_chance else MISSED
    counts = {"n": number(missed.height, view.language), "far": number(far.height, view.language)}
    said = view.t(sentence, names=names_of(view, _furthest(far, "standard")), **counts, **told)
    return [said, *_also(view, told, also, worse is not None, widened)]


def _also(view: View, told: dict[str, str], also: dict[str, str] | None, is_compared: bool, widened: bool) -> list[str | None]:
    """How many are worse than the group, after what was said of the standard; nothing where there is no funnel."""
    if also:
        return [view.t(ALSO_GROUP, **also)]
    return [view.t(ALSO_NOT_ONE[widened], **told)] if is_compared else []


def _on_the_wrong_side(compared: pl.DataFrame, indicator: Indicator) -> int:
    """How many miss the standard by their figure, but not by more than chance explains."""
    value, standard = pl.col("value"), pl.col("standard")
    missed = value < standard if indicator.direction == "higher" else value > standard
    return compared.filter((pl.col("verdict") == "similar") & missed).height


def _worse(frame: pl.DataFrame, funnel: Funnel, indicator: Indicator) -> pl.DataFrame | None:
    """The areas beyond the limits on the wrong side; None where there is no funnel."""
    if funnel.refused:
        return None
    side = -1 if indicator.direction == "higher" else 1
    shown = funnel.frame.filter(pl.col("area_code").is_in(frame["area_code"].to_list()))
    return _furthest(shown.with_columns(target=pl.lit(funnel.target)).filter(pl.col("position") * side >= OUTSIDE), "target")


def _furthest(frame: pl.DataFrame, from_column: str) -> pl.DataFrame:
    away = (pl.col("value") - pl.col(from_column)).abs()
    return frame.sort([away, pl.col("area_code")], descending=[True, False])


def _plain(name: str) -> str:
    """A name from a file, without what would be taken for bold type."""
    return name.replace("**", "")


def names_of(view: View, frame: pl.DataFrame) -> str:
    """Up to three names in brackets, with “among them” where there are more."""
    if frame.is_empty():
        return ""
    comma = "、" if view.language == "zh" else ", "
    names = comma.join(_plain(name) for name in frame["area_name"].head(MOST_NAMED))
    sentence = " ({names})" if frame.height <= MOST_NAMED else " (among them {names})"
    return view.t(sentence, names=names)
