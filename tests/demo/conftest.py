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


@pytest.fixture(scope="session")
def city(ledger: list[Written]) -> list[Written]:
    """The files of 衡水, which come first and are numbered; those of the other places begin with an area code."""
    return [file for file in ledger if file.path.name[2] == "_"]
