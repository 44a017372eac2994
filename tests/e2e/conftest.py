"""A browser and a served app. Skipped, with the reason, where there is no Chromium."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.project import ROOT

CHROMIUM = os.environ.get("BIAOCHI_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = [
    "--enable-unsafe-swiftshader", "--use-gl=angle", "--use-angle=swiftshader", "--no-sandbox",
    "--disable-background-networking", "--no-first-run", "--disable-sync",
]  # fmt: skip
PATIENCE = 60_000
"""Milliseconds that a busy machine may take for a step."""

Serving = Callable[[Path], str]


@pytest.fixture(scope="session")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """Serve a warehouse on a free port of this machine; the address of the app comes back. All end with the session."""
    started: list[subprocess.Popen] = []

    def serve(warehouse: Path) -> str:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        log = (tmp_path_factory.mktemp("served") / "log.txt").open("w")
        started.append(
            subprocess.Popen(
                [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)],
                cwd=ROOT, env={**os.environ, "BIAOCHI_WAREHOUSE": str(warehouse)}, stdout=log, stderr=log,
            )  # fmt: skip
        )
        address = f"http://127.0.0.1:{port}"
        for _ in range(240):
            assert started[-1].poll() is None, Path(log.name).read_text()
            try:
                urllib.request.urlopen(f"{address}/_stcore/health", timeout=1)
                return address
            except OSError:
                time.sleep(0.25)
        raise AssertionError(f"the app did not start: {Path(log.name).read_text()}")

    yield serve
    for process in started:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(scope="session")
def app(serving: Serving, demo_warehouse: Path) -> str:
    """The demo city, served."""
    return serving(demo_warehouse)


@pytest.fixture(scope="session")
def browser() -> Iterator:
    if not Path(CHROMIUM).exists():
        reason = "Chromium is not installed (make test installs it; or set BIAOCHI_CHROMIUM)"
        # Where a browser is promised, as in CI, its absence is a failure: a run without one has shown nothing.
        pytest.fail(reason) if os.environ.get("BIAOCHI_REQUIRE_BROWSER") == "1" else pytest.skip(reason)
    sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def desktop(browser) -> Iterator:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, accept_downloads=True)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    yield page
    context.close()


@pytest.fixture
def phone(browser) -> Iterator:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    yield page
    context.close()


def drawn(page) -> None:
    """Wait until the page has its sentence and the script has ended."""
    page.wait_for_selector("h1")
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
