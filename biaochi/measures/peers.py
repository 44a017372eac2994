"""Which areas are alike in what nobody governs: size, type, density, floating population. Outcomes are no features.

A peer is near in standardised features (Kolada, Fingertips “nearest neighbours”); the weights are the reader's and are always
shown with what they lead to. Nothing here adds figures up into a score of an area. The land of a county polygon is no denominator:
the communities of a warehouse are only part of a county, so a density takes the land that the communities state themselves.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from biaochi.errors import UnknownName
from biaochi.statistics import nearest

FEATURES = ("urban_share", "households", "communities", "households_per_community", "density", "floating_share")
"""Share of urban communities (percent), households, communities, households per community, persons per km², share of the
floating population (percent)."""
LOGARITHMIC = ("households", "communities", "density")
"""Sizes differ by factors: twice as many is as far from one thousand as from one hundred thousand."""
USUAL_WEIGHT = 1.0


def features(rows: pl.DataFrame, level: str) -> pl.DataFrame:
    """The features of all areas of a level: area_code, area_name and FEATURES, null where not known.

    ``rows``: sums of ``queries/explore/area_features.sql``. A single community has no households per community beside its
    households.
    """
    urban = pl.when(pl.col("typed") > 0).then(100 * pl.col("urban") / pl.col("typed"))
    each = pl.when(pl.col("counted") > 0).then(pl.col("households") / pl.col("counted"))
    density = pl.when(pl.col("land_area_km2") > 0).then(pl.col("people_on_land") / pl.col("land_area_km2"))
    floating = pl.when(pl.col("people_told_apart") > 0).then(100 * pl.col("floating") / pl.col("people_told_apart"))
    known = dict(
        urban_share=urban,
        households=pl.when(pl.col("households") > 0).then(pl.col("households")),
        communities=pl.col("communities"),
        households_per_community=pl.lit(None) if level == "community" else each,
        density=pl.when(density > 0).then(density),
        floating_share=floating,
    )
    columns = [expression.cast(pl.Float64).alias(name) for name, expression in known.items()]
    return rows.filter(pl.col("level") == level).select("area_code", "area_name", *columns).sort("area_code")


def offered(frame: pl.DataFrame) -> list[str]:
    """The features that tell areas apart: known of at least two, and not the same for all."""
    return [name for name in FEATURES if frame[name].drop_nulls().n_unique() > 1]


def usual_weights(frame: pl.DataFrame) -> dict[str, float]:
    """The weights to start with, by feature offered. The number of communities stands in for the size only where the households of
    most areas are not known, for together they would count it twice."""
    is_known = frame["households"].count() * 2 > frame.height
    return {name: 0.0 if name == "communities" and is_known else USUAL_WEIGHT for name in offered(frame)}


def peers(frame: pl.DataFrame, target: str, weights: Mapping[str, float], count: int = 5) -> pl.DataFrame:
    """The ``count`` areas nearest to ``target``, nearest first and without itself; fewer where fewer can be compared.

    ``frame``: as ``features`` gives it. ``weights``: by feature; 0 leaves it out. Columns: area_code, area_name, distance (root of
    the weighted mean square of the standardised differences, features that are not known of both left out), and for each
    feature its value, ``<name>__difference`` (peer less target, in the unit of the feature) and ``<name>__z`` (the same on the
    scale of the distance, in standard deviations of all areas). Raises UnknownName for a target or feature that is none.
    """
    codes = frame["area_code"].to_list()
    if target not in codes:
        raise UnknownName("area", target, codes)
    if strange := [name for name in weights if name not in FEATURES]:
        raise UnknownName("feature", strange[0], FEATURES)
    at = codes.index(target)
    table = _comparable(frame)
    rows, distance = nearest(table, at, [weights.get(name, 0.0) for name in FEATURES], count)
    z = _standardised(table)
    differences = {f"{name}__z": z[rows, column] - z[at, column] for column, name in enumerate(FEATURES)}
    found = frame[rows.tolist()]
    return found.select(
        "area_code",
        "area_name",
        pl.Series("distance", distance, dtype=pl.Float64),
        *FEATURES,
        *((pl.col(name) - frame[name][at]).alias(f"{name}__difference") for name in FEATURES),
        *(pl.Series(name, values, dtype=pl.Float64).fill_nan(None) for name, values in differences.items()),
    )


def _comparable(frame: pl.DataFrame) -> np.ndarray:
    """Areas × FEATURES, sizes as logarithms, nan where not known."""
    columns = [pl.col(name).log() if name in LOGARITHMIC else pl.col(name) for name in FEATURES]
    return frame.select(columns).fill_null(float("nan")).to_numpy().reshape(frame.height, len(FEATURES))


def _standardised(table: np.ndarray) -> np.ndarray:
    """Each feature with mean 0 and standard deviation 1 over the areas that have it, as ``statistics.distances`` has it."""
    known = np.isfinite(table)
    count = np.maximum(known.sum(axis=0), 1)
    centred = np.where(known, table - np.where(known, table, 0.0).sum(axis=0) / count, np.nan)
    spread = np.sqrt(np.nansum(centred**2, axis=0) / count)
    return np.divide(centred, spread, out=np.full_like(table, np.nan), where=spread > 0)
