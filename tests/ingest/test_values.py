"""Numbers, flags, words and codes: what parses, and which rule the rest breaks."""

from decimal import Decimal

import polars as pl
import pytest

from biaochi.ingest.values import clean, parse


def read(text, kind, **options):
    values, rules = parse(clean(pl.Series("x", [text])), kind, **options)
    return values[0], None if rules is None else rules[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("88,434", 88434.0),
        ("１２３.５", 123.5),
        ("1，234", 1234.0),
        ("300 ㎡", 300.0),
        ("300平方米", 300.0),
        ("1.5E+3", 1500.0),
        (".5", 0.5),
        ("1.2万", 12000.0),
    ],
)
def test_number(text, expected):
    assert read(text, "area_m2") == (expected, None)


@pytest.mark.parametrize("text", ["/", "—", "——", "-", "－", "无", " ", "N/A", "null", "　"])
def test_blanks_are_null_and_not_zero(text):
    assert read(text, "count") == (None, None)


@pytest.mark.parametrize(
    ("text", "kind", "rule"),
    [
        ("20余", "count", "vague_number"),
        ("约300", "area_m2", "vague_number"),
        ("13400多", "count", "vague_number"),
        ("300亩", "area_m2", "not_a_number"),
        ("三百", "area_m2", "not_a_number"),
        ("1,23", "area_m2", "not_a_number"),
        ("95%", "count", "not_a_number"),
        ("2.5", "count", "not_a_whole_number"),
        ("也许", "bool", "not_yes_or_no"),
        ("40180", "year", "not_a_year"),
        ("1.30402E+11", "code", "code_digits_lost"),
        ("3户", "money", "not_a_number"),
        ("5元", "count", "not_a_number"),
        ("1e19", "count", "too_large"),
        ("1e16", "money", "too_large"),
        ("3 5", "count", "not_a_number"),
        ("①", "count", "not_a_number"),
        ("① １", "count", "not_a_number"),
        ("5²", "count", "not_a_number"),
    ],
)
def test_broken(text, kind, rule):
    value, found = read(text, kind)
    assert found == rule
    assert value is None or kind == "code"


def test_units_multiply_and_money_keeps_two_decimals():
    assert read("5", "money", factor=1e4) == (Decimal("50000.00"), None)
    assert read("10.005", "money", factor=1e4) == (Decimal("100050.00"), None)
    assert read("1亿", "money") == (Decimal("100000000.00"), None)


@pytest.mark.parametrize(
    ("text", "kind", "factor", "expected"),
    [
        ("10万元", "money", 1e4, Decimal("100000.00")),
        ("10万", "money", 1e4, Decimal("100000.00")),
        ("100000元", "money", 1e4, Decimal("100000.00")),
        ("10", "money", 1e4, Decimal("100000.00")),
        ("2.5千元", "money", 1.0, Decimal("2500.00")),
        ("300㎡", "area_m2", 1e4, 300.0),
        ("300 m²", "area_m2", 0.09290304, 300.0),
        ("2公顷", "area_km2", 1.0, 0.02),
        ("1.2万户", "count", 1.0, 12000),
    ],
)
def test_a_unit_in_the_cell_wins_over_the_header(text, kind, factor, expected):
    assert read(text, kind, factor=factor) == (expected, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("是", True),
        ("Y", True),
        ("1", True),
        ("TRUE", True),
        ("√", True),
        ("否", False),
        ("0", False),
        ("未解决", False),
    ],
)
def test_flags(text, expected):
    assert read(text, "bool") == (expected, None)


def test_words_map_and_unknown_ones_are_not_guessed():
    words = {"新建": "new_build", "new_build": "new_build"}
    assert read("新建", "enum", words=words) == ("new_build", None)
    assert read("改造", "enum", words=words) == (None, "unknown_word")


def test_codes_lose_the_tail_a_number_gave_them():
    assert read("131102001001.0", "area_code") == ("131102001001", None)
    assert read("007", "code") == ("007", None)
