"""The app serves this machine only until sign-in is configured."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import tomllib
from concurrent.futures import ThreadPoolExecutor

import pytest

from biaochi.errors import BiaochiError
from biaochi.ui.guard import LoopbackOnly, is_loopback, refuse_foreign_address
from tests.project import ROOT


@pytest.mark.parametrize("address", ["127.0.0.1", "127.9.8.7", "localhost", "::1", "[::1]"])
def test_loopback_is_served(address: str):
    assert is_loopback(address)
    refuse_foreign_address(address)


@pytest.mark.parametrize("address", [None, "", "0.0.0.0", "::", "192.168.1.5", "10.0.0.1", "biaochi.example.org", "127.0.0.1.example.org"])
def test_every_other_address_is_refused(address: str | None):
    assert not is_loopback(address)
    with pytest.raises(BiaochiError, match="sign-in is not configured"):
        refuse_foreign_address(address)


def test_the_app_does_not_start_on_a_foreign_address():
    """The sentence, no traceback, and a failing exit code."""
    done = subprocess.run(
        [sys.executable, "-m", "streamlit", "run", "app.py", "--server.address", "0.0.0.0", "--server.port", "18999"],
        cwd=ROOT, capture_output=True, text=True, timeout=60, env={**os.environ, "BIAOCHI_LANG": "en"},
    )  # fmt: skip
    assert done.returncode != 0
    assert "does not serve 0.0.0.0" in done.stderr + done.stdout
    assert "Traceback" not in done.stderr + done.stdout


@pytest.mark.parametrize(("server", "served"), [(("127.0.0.1", 8501), True), (("10.1.2.3", 8501), False)])
@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_requests_on_a_foreign_socket_are_refused(server: tuple[str, int], served: bool, kind: str):
    """Whoever starts the server around the check at start still gets nothing out of it."""
    reached, sent = [], []

    async def inner(scope, receive, send):
        reached.append(scope["type"])

    async def send(message):
        sent.append(message)

    # In a thread of its own: Playwright keeps an event loop running in this one when browser tests came before.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, LoopbackOnly(inner)({"type": kind, "server": server}, None, send)).result()
    assert bool(reached) is served
    if not served:
        assert sent[0].get("status", 403) == 403
        assert sent[0]["type"] in ("http.response.start", "websocket.close")


def test_settings_are_safe_by_default():
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert settings["server"]["address"] == "127.0.0.1"
    assert settings["server"]["enableXsrfProtection"] is True
    assert settings["server"]["maxUploadSize"] <= 20
    assert settings["browser"]["gatherUsageStats"] is False
    assert settings["client"]["showErrorDetails"] == "none"
    assert settings["client"]["showErrorLinks"] is False
    assert "url" not in str(settings["theme"]).lower(), "no font is fetched"
