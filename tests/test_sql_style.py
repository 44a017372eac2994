"""The house rules of queries/README.md, as far as a machine can hold them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import sqlglot
from sqlglot import exp

from tests.project import ROOT, files, relative

QUERIES = [path for path in files() if path.suffix == ".sql" and path.is_relative_to(ROOT / "queries")]
KEYWORDS = (
    "select from where group by order having join left inner cross on as and or not null is in case when then else end "
    "with union all distinct cast filter over partition between exists interval coalesce nullif sum count avg min max"
).split()
UPPER = re.compile(r"\b(?:" + "|".join(word.upper() for word in KEYWORDS) + r")\b")
NOT_PORTABLE = re.compile(
    r"\b(?:range\s*\(|read_parquet\s*\(|qualify\b|group by all\b|quantile_cont\s*\()|^\s*from\b.*\n\s*select", re.I
)


def bare(sql: str) -> str:
    """The statement without comments, strings and quoted names."""
    sql = re.sub(r"/\*.*?\*/", " ", sql, flags=re.DOTALL)
    sql = re.sub(r"--[^\n]*", " ", sql)
    return re.sub(r"'(?:[^']|'')*'|\"[^\"]*\"", "''", sql)


@pytest.fixture(params=QUERIES, ids=relative)
def query(request) -> Path:
    return request.param


def test_there_are_queries():
    assert QUERIES


def test_one_statement_without_semicolon(query: Path):
    text = query.read_text(encoding="utf-8")
    assert text.endswith("\n") and not text.endswith("\n\n")
    assert ";" not in bare(text)
    assert len(sqlglot.parse(text, dialect="duckdb")) == 1


def test_it_says_what_it_is_for(query: Path):
    """A leading comment or a front matter with a title: a reader learns what the rows are before the first keyword."""
    text = query.read_text(encoding="utf-8")
    head = re.match(r"\s*(?:/\*.*?\*/|--[^\n]*|\s+)+", text, re.DOTALL)
    words = re.sub(r"/\* ---\nparameters:[^\n]*\n--- \*/|[-/*\s]", "", head[0]) if head else ""
    assert len(words) > 20


def test_lower_case(query: Path):
    assert UPPER.findall(bare(query.read_text(encoding="utf-8"))) == []


def test_time_is_a_parameter(query: Path):
    sql = bare(query.read_text(encoding="utf-8"))
    assert not re.search(r"\b(?:now\s*\(|current_date|current_timestamp|today\s*\()", sql, re.I)
    assert not re.search(r"\b(?:date|timestamp)\s+\$", sql, re.I), "write cast($name as date)"


def test_every_divisor_is_guarded(query: Path):
    """A divisor is nullif(…), or a number other than zero."""
    statement = sqlglot.parse_one(query.read_text(encoding="utf-8"), dialect="duckdb")
    for division in statement.find_all(exp.Div, exp.IntDiv, exp.Mod):
        divisor = division.expression.unnest()
        is_number = isinstance(divisor, exp.Literal) and not divisor.is_string and float(divisor.this) != 0
        assert is_number or isinstance(divisor, exp.Nullif), division.sql("duckdb")


def test_the_last_select_names_its_columns(query: Path):
    statement = sqlglot.parse_one(query.read_text(encoding="utf-8"), dialect="duckdb")
    select = statement if isinstance(statement, exp.Select) else statement.find(exp.Select)
    assert not select.is_star


@pytest.mark.parametrize("rollup", [path for path in QUERIES if path.parent.name == "rollups"], ids=relative)
def test_a_rollup_is_portable(rollup: Path):
    """Rollups must run where one machine is too small as well."""
    assert NOT_PORTABLE.findall(bare(rollup.read_text(encoding="utf-8"))) == []
