"""Fixtures shared by all tests."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

# No test asserts an absolute time, and a busy machine must not fail one.
settings.register_profile("biaochi", deadline=None)
settings.load_profile("biaochi")

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def demo_warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo city, built once per run through the importer; BIAOCHI_TEST_WAREHOUSE names one to reuse."""
    given = os.environ.get("BIAOCHI_TEST_WAREHOUSE")
    if given:
        return Path(given)
    from biaochi.demo.build import build

    # Tests run in several processes, each with a folder of its own below one that they share: the first builds, others wait.
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if "PYTEST_XDIST_WORKER" in os.environ else shared
    with (shared / "demo.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        build(shared / "demo" / "warehouse")
    return shared / "demo" / "warehouse"


@pytest.fixture(scope="session")
def real_export() -> Callable[[str], Path]:
    """Real exports by name; they lie beside a checkout on some machines and are no part of the project."""

    def find(name: str) -> Path:
        path = SHARED / "data" / name
        if not path.exists():
            pytest.skip(f"the real export {name} is not on this machine (it is not part of the project)")
        return path

    return find
