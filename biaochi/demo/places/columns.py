"""What stands in a column of a generated sheet: each maker reads one column's recipe and gives its values.

A recipe says in one key how the values come about (``total``, ``pick``, ``after`` …, see data/demo/README.md); a column
named twice takes the second where the first left it empty. Totals are kept exactly: they are split, never drawn.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

import numpy as np
import polars as pl

Recipe = Mapping[str, Any]

OFFICE_HOURS = (0, 0, 0, 0, 0, 0, 1, 4, 14, 17, 15, 12, 7, 8, 13, 15, 14, 12, 7, 5, 4, 3, 1, 0)
"""How many of the day's reports come in each hour."""

_SLOT = re.compile(r"\{([^{}:]+)(?::0(\d+))?\}")


@dataclass(frozen=True)
class Making:
    """What a maker may look at: the rows so far, the sheets before, chance, and the last day anything is known of."""

    frame: pl.DataFrame
    sheets: Mapping[str, pl.DataFrame]
    rng: np.random.Generator
    day: date
    kept: np.ndarray | None = None
    """The rows that get a value; a total is split among these alone."""

    @property
    def height(self) -> int:
        return self.frame.height


def split(total: float, weights: np.ndarray, *, least: float = 0, digits: int = 0) -> np.ndarray:
    """``total`` in parts about as large as ``weights``, none below ``least``, that add up to it to the last digit."""
    unit = 10**digits
    units, floor = round(total * unit), round(least * unit)
    free = units - floor * len(weights)
    if free < 0:
        raise ValueError(f"{total} cannot be split into {len(weights)} parts of at least {least}")
    exact = free * weights / weights.sum()
    parts = np.floor(exact).astype(np.int64)
    parts[np.argsort(parts - exact, kind="stable")[: free - parts.sum()]] += 1
    parts += floor
    return parts / unit if digits else parts


def fill(recipe: Recipe, making: Making) -> pl.Series:
    """The column's values, empty where its ``when`` does not hold or its ``share`` leaves it out."""
    maker = next((name for name in _MAKERS if name in recipe), None)
    if maker is None:
        raise ValueError(f"no maker in {dict(recipe)}")
    kept = pl.Series(np.ones(making.height, dtype=bool))
    for column, words in recipe.get("when", {}).items():
        kept &= making.frame[column].is_in(words if isinstance(words, list) else [words]).fill_null(False)
    if "known" in recipe:
        kept &= making.frame[recipe["known"]].is_not_null()
    if "share" in recipe:
        kept &= pl.Series(making.rng.random(making.height) < recipe["share"])
    values = _MAKERS[maker](recipe, replace(making, kept=kept.to_numpy()))
    return pl.select(pl.when(kept).then(values).alias(recipe["h"])).to_series()


def _total(recipe: Recipe, making: Making) -> pl.Series:
    weights = making.rng.lognormal(0, recipe.get("spread", 0.2), making.height)
    if "by" in recipe:
        weights = weights * making.frame[recipe["by"]].to_numpy().astype(float)
    digits = recipe.get("digits", 0)
    parts = np.zeros(making.height, dtype=float if digits else np.int64)
    parts[making.kept] = split(recipe["total"], weights[making.kept], least=recipe.get("least", 0), digits=digits)
    return pl.Series(parts)


def _parts_of(recipe: Recipe, making: Making) -> pl.Series:
    """Each community's value in an earlier sheet (“网格名册.户数”), split among its rows here."""
    values = dict(of_sheet(recipe["parts_of"], making.sheets).iter_rows())
    parts = np.zeros(making.height, dtype=np.int64)
    codes = making.frame["area_code"].to_numpy()
    for code in dict.fromkeys(codes):
        rows = np.flatnonzero(codes == code)
        weights = making.rng.lognormal(0, recipe.get("spread", 0.2), len(rows))
        parts[rows] = split(values[code], weights, least=recipe.get("least", 0))
    return pl.Series(parts)


def of_sheet(reference: str, sheets: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """“sheet.column” summed by area: area_code, value."""
    sheet, column = reference.split(".")
    return sheets[sheet].group_by("area_code", maintain_order=True).agg(pl.col(column).sum())


def _copy(recipe: Recipe, making: Making) -> pl.Series:
    """Another column, or “sheet.column” of the same area."""
    if "." not in recipe["copy"]:
        return making.frame[recipe["copy"]]
    values = of_sheet(recipe["copy"], making.sheets)
    return making.frame["area_code"].replace_strict(*values.to_dict(as_series=True).values(), default=None)


def _same(recipe: Recipe, making: Making) -> pl.Series:
    """A column of an earlier sheet with the same rows in the same order."""
    sheet, column = recipe["same"].split(".")
    return making.sheets[sheet][column]


def _share_of(recipe: Recipe, making: Making) -> pl.Series:
    low, high = recipe["shares"]
    values = making.frame[recipe["share_of"]].to_numpy() * making.rng.uniform(low, high, making.height)
    return pl.Series(np.round(values).astype(np.int64))


def _between(recipe: Recipe, making: Making) -> pl.Series:
    low, high = recipe["between"]
    if "digits" in recipe:
        return pl.Series(making.rng.uniform(low, high, making.height).round(recipe["digits"]))
    return pl.Series(making.rng.integers(low, high + 1, making.height))


def _normal(recipe: Recipe, making: Making) -> pl.Series:
    """Numbers around a mean, none above ``most``."""
    values = making.rng.normal(*recipe["normal"], making.height)
    return pl.Series(np.minimum(values, recipe.get("most", np.inf)).round(recipe.get("digits", 0)))


def _every(recipe: Recipe, making: Making) -> pl.Series:
    """1 for the first so many rows of an area, 2 for the next: one number for the four quarters of an object."""
    return (making.frame["n"].cast(pl.Int64) - 1) // recipe["every"] + 1


def _pick(recipe: Recipe, making: Making) -> pl.Series:
    """Words by weight; with ``exact`` each as often as its number says, in a drawn order."""
    words, weights = list(recipe["pick"]), np.array(list(recipe["pick"].values()), dtype=float)
    if recipe.get("exact"):
        at = np.repeat(np.arange(len(words)), weights.astype(int))
        if len(at) != making.height:
            raise ValueError(f"{recipe['h']}: {len(at)} words for {making.height} rows")
        making.rng.shuffle(at)
    else:
        at = making.rng.choice(len(words), making.height, p=weights / weights.sum())
    picked = pl.Series(words, dtype=pl.String).gather(at)
    return picked.cast(pl.Int64) if recipe.get("number") else picked


def _cycle(recipe: Recipe, making: Making) -> pl.Series:
    words = pl.Series(recipe["cycle"])
    return words.gather(np.arange(making.height) % len(words))


def _list(recipe: Recipe, making: Making) -> pl.Series:
    if len(recipe["list"]) != making.height:
        raise ValueError(f"{recipe['h']}: {len(recipe['list'])} values for {making.height} rows")
    return pl.Series(recipe["list"])


def _group(recipe: Recipe, making: Making) -> pl.Series:
    """The group that the word of another column belongs to: 二级分类 → 一级分类."""
    above = {word: group for group, words in recipe["group"].items() for word in words}
    return making.frame[recipe["of"]].replace_strict(above, default=None, return_dtype=pl.String)


def _text(recipe: Recipe, making: Making) -> pl.Series:
    """A template with columns in braces, {n} counting within the area, {i} in the sheet; {n:02} is padded."""
    parts: list[pl.Expr] = []
    end = 0
    for slot in _SLOT.finditer(recipe["text"]):
        value = pl.col(slot[1]).cast(pl.String)
        parts += [pl.lit(recipe["text"][end : slot.start()]), value.str.zfill(int(slot[2])) if slot[2] else value]
        end = slot.end()
    parts.append(pl.lit(recipe["text"][end:]))
    return making.frame.select(pl.concat_str(parts).alias("text")).to_series()


def _value(recipe: Recipe, making: Making) -> pl.Series:
    return pl.Series([recipe["value"]] * making.height)


def _times(recipe: Recipe, making: Making) -> pl.Series:
    """Moments between two days, in order, at the hours at which people report."""
    first, last = recipe["times"]
    days = making.rng.integers(0, (last - first).days + 1, making.height)
    hours = np.asarray(recipe.get("hours", OFFICE_HOURS), dtype=float)
    minutes = days * 1440 + making.rng.choice(24, making.height, p=hours / hours.sum()) * 60
    minutes += making.rng.integers(0, 60, making.height)
    origin = datetime.combine(first, time())
    return pl.select(pl.lit(origin) + pl.duration(minutes=pl.Series(np.sort(minutes)))).to_series()


def _days(recipe: Recipe, making: Making) -> pl.Series:
    """Days between two, drawn; with ``every`` one after another within each area, that many days apart."""
    first, last = recipe["days"]
    if "every" in recipe:
        shift = (making.frame["n"].cast(pl.Int64) - 1) * recipe["every"]
    else:
        shift = pl.Series(making.rng.integers(0, (last - first).days + 1, making.height))
    return pl.select(pl.lit(first) + pl.duration(days=shift)).to_series().cast(pl.Date)


def _after(recipe: Recipe, making: Making) -> pl.Series:
    """Later than another column: days between two numbers, or minutes lognormal around a median; not yet after the last day."""
    base = making.frame[recipe["after"]]
    if base.dtype == pl.Date:
        low, high = recipe["between_days"]
        shift = pl.duration(days=pl.Series(making.rng.integers(low, high + 1, making.height)))
        values, end = pl.select(base + shift).to_series(), pl.lit(making.day)
    else:
        minutes = np.exp(making.rng.normal(np.log(recipe["minutes"]), recipe.get("sigma", 0.8), making.height))
        minutes = np.clip(np.round(minutes), recipe.get("least", 1), recipe.get("most", 10**7)).astype(np.int64)
        values = pl.select(base + pl.duration(minutes=pl.Series(minutes))).to_series()
        end = pl.lit(datetime.combine(making.day, time()) + timedelta(days=1))
    known = values < end if base.dtype != pl.Date else values <= end
    return pl.select(pl.when(known).then(values)).to_series()


def _area(recipe: Recipe, making: Making) -> pl.Series:
    return making.frame[recipe["area"]]


_MAKERS: dict[str, Callable[[Recipe, Making], pl.Series]] = {
    "area": _area, "text": _text, "value": _value, "total": _total, "parts_of": _parts_of, "copy": _copy, "same": _same,
    "share_of": _share_of, "between": _between, "pick": _pick, "cycle": _cycle, "list": _list, "group": _group,
    "normal": _normal, "times": _times, "days": _days, "after": _after,
    "every": _every,
}  # fmt: skip
