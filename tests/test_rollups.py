"""Rollups stay portable: SQLGlot puts each into Spark without a construct it cannot express."""

from __future__ import annotations

import pytest
import sqlglot
from sqlglot import exp
from sqlglot.errors import ErrorLevel

from biaochi.config import QUERIES
from biaochi.sqlfile import read_folder

ROLLUPS = read_folder(QUERIES / "rollups")


@pytest.mark.parametrize("name", ROLLUPS)
def test_a_rollup_can_be_said_in_spark(name):
    (spark,) = sqlglot.transpile(ROLLUPS[name].sql, read="duckdb", write="spark", unsupported_level=ErrorLevel.RAISE)
    said = sqlglot.parse_one(ROLLUPS[name].sql, dialect="duckdb")
    assert bool(sqlglot.parse_one(spark, dialect="spark").find(exp.GroupingSets)) == bool(said.find(exp.GroupingSets))


def test_what_is_broken_down_by_a_dimension_keeps_its_grouping_sets():
    names = ("case_triangle", "case_duration", "case_handling", "case_exclusion", "case_signal")
    assert all(ROLLUPS[name].sql.count("(area_code") == 6 for name in names)


@pytest.mark.parametrize("name", ROLLUPS)
def test_a_rollup_uses_nothing_that_only_duckdb_knows(name):
    tree = sqlglot.parse_one(ROLLUPS[name].sql, dialect="duckdb")
    assert not tree.find(exp.Qualify, exp.Quantile, exp.PercentileCont)
    functions = {f.name.lower() for f in tree.find_all(exp.Anonymous)}
    assert functions.isdisjoint({"range", "read_parquet", "quantile_cont"})
