"""Every indicator against rows that were counted by hand: ``cases/<indicator>.yaml`` holds rows in and rows out."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from biaochi.catalogue import catalogue
from biaochi.measures import Question, value
from tests.warehouses import CITY, engine_of

FOLDER = Path(__file__).parent / "cases"
FILES = sorted(FOLDER.glob("*.yaml"))


def test_every_indicator_has_a_case_counted_by_hand():
    assert {path.stem for path in FILES} == set(catalogue())


@pytest.fixture(autouse=True)
def _small_counts_are_shown(monkeypatch: pytest.MonkeyPatch):
    """A case that a hand can count is small; what is kept back is tested in test_suppression.py."""
    monkeypatch.setenv("BIAOCHI_SUPPRESS_BELOW", "0")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_rows_in_rows_out(path: Path, tmp_path: Path):
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    engine = engine_of(tmp_path / "warehouse", {"area": CITY} | case["tables"], case["as_of"])
    for asked in case["questions"]:
        terms = dict(asked["ask"])
        terms["by"] = tuple(terms.get("by", ()))
        answer = value(engine, Question(path.stem, **terms)).to_dicts()
        assert len(answer) == len(asked["expect"]), (asked["why"], answer)
        for got, expected in zip(answer, asked["expect"], strict=True):
            for name, content in expected.items():
                close = pytest.approx(content, abs=1e-6) if isinstance(content, float) else content
                assert got[name] == close, (asked["why"], name, got)
