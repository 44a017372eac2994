"""What the source documents print: every number of them, and what the numbers say of one another.

``data/published/figures.csv`` holds one number per row, ``relations.csv`` the sums that must hold and the
contradictions that must not be smoothed over; what the columns mean stands in the README beside them.
"""

from __future__ import annotations

from functools import lru_cache

import dataframely as dy
import polars as pl

from biaochi.config import PUBLISHED
from biaochi.errors import BiaochiError

UNITS = (
    "agreements per member", "bodies", "channels", "clinics", "documents", "enterprises", "fields", "groups",
    "households per community", "households per compound", "households per group", "kinds", "km²", "levels", "minutes",
    "organisations", "persons per community", "persons per household", "platforms", "posts", "powers", "quarters", "routes",
    "schools", "steps", "tasks", "teams", "units", "windows", "year", "years", "yuan a month", "yuan a year",
)  # fmt: skip
"""Units of figures that no indicator has; the others are ``biaochi.catalogue.UNITS``."""
EXACTNESS = ("exact", "about", "at_least", "more_than", "at_most", "range", "all")
KINDS = ("stock", "flow", "target", "structure", "rate")
_ID = r"^s[0-4]\.[0-9]{6}([0-9]{3}([0-9]{3})?)?\.[a-z0-9_]+$"


class Figure(dy.Schema):
    """One number of one document."""

    id = dy.String(primary_key=True, regex=_ID)
    document = dy.Enum(["S0", "S1", "S2", "S3", "S4"])
    area_code = dy.String()
    place_zh = dy.String(min_length=1)
    place_en = dy.String(min_length=1)
    date = dy.String(regex=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")
    meaning_zh = dy.String(min_length=1)
    meaning_en = dy.String(min_length=1)
    value = dy.Float64(min=0)
    value_to = dy.Float64(nullable=True)
    unit = dy.String(min_length=1)
    exactness = dy.Enum(EXACTNESS)
    kind = dy.Enum(KINDS)
    origin = dy.Enum(["printed", "calculated"])
    indicator = dy.String(nullable=True)
    basis = dy.Enum(["resident", "total", "registered", "floating"], nullable=True)
    scope_zh = dy.String(nullable=True)
    scope_en = dy.String(nullable=True)

    @dy.rule()
    def id_names_document_and_area(cls) -> pl.Expr:
        return pl.col("id").str.starts_with(
            pl.col("document").cast(pl.String).str.to_lowercase() + "." + pl.col("area_code") + "."
        )

    @dy.rule()
    def only_a_range_has_two_ends(cls) -> pl.Expr:
        is_range = pl.col("exactness").cast(pl.String) == "range"
        return (is_range == pl.col("value_to").is_not_null()) & (pl.col("value_to") > pl.col("value")).fill_null(True)

    @dy.rule()
    def both_languages_say_the_scope(cls) -> pl.Expr:
        return pl.col("scope_zh").is_null() == pl.col("scope_en").is_null()


class Relation(dy.Schema):
    """One term of a sum: ``factor`` × ``figure`` on ``side`` of ``relation``."""

    relation = dy.String(primary_key=True, regex=_ID)
    side = dy.Enum(["a", "b"], primary_key=True)
    figure = dy.String(primary_key=True)
    factor = dy.Float64()
    expect = dy.Enum(["equal", "differ"])
    why_zh = dy.String(min_length=1)
    why_en = dy.String(min_length=1)


@lru_cache(maxsize=1)
def figures() -> pl.DataFrame:
    """Every figure with the columns of ``Figure``, in the order of the documents."""
    return _read("figures.csv", Figure)


@lru_cache(maxsize=1)
def relations() -> pl.DataFrame:
    """Every term of every relation with the columns of ``Relation``."""
    found = _read("relations.csv", Relation)
    unknown = found.join(figures(), left_on="figure", right_on="id", how="anti")["figure"].to_list()
    if unknown:
        raise BiaochiError("{file} names figures that do not exist: {names}.", file="relations.csv", names=", ".join(unknown))
    return found


def figure(figure_id: str) -> dict:
    """One figure as a dict of its columns. Raises BiaochiError where there is none of that id."""
    found = figures().filter(pl.col("id") == figure_id)
    if found.is_empty():
        raise BiaochiError("There is no published figure “{name}”.", name=figure_id)
    return found.row(0, named=True)


def _read(name: str, schema: type[dy.Schema]) -> pl.DataFrame:
    frame = pl.read_csv(PUBLISHED / name, infer_schema=False)
    return schema.validate(frame.select(schema.columns().keys()), cast=True)
