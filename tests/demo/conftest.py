"""The demo's files are written once for all tests here."""

from __future__ import annotations

from pathlib import Path

import pytest

from biaochi.demo import Written, write_ledger


@pytest.fixture(scope="session")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> list[Written]:
    return write_ledger(tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="session")
def folder(ledger: list[Written]) -> Path:
    return ledger[0].path.parent
