"""Pictures of every page into docs/images: ``make screenshots``.

A demo warehouse is built in a temporary folder, so that the pictures show what ``make run`` shows and never a city's
own data. Pages are taken in Chinese and English, wide and narrow. BIAOCHI_SCREENSHOTS names another folder.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = os.environ.get("BIAOCHI_CHROMIUM", "/usr/bin/chromium")
# Without a graphics card WebGL is drawn in software, and a page must not reach any other host.
FLAGS = [
    "--enable-unsafe-swiftshader",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--no-sandbox",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-sync",
]
PAGES = [path.stem for path in sorted((ROOT / "pages").glob("*.py"))]
SIZES = {"wide": (1440, 900), "narrow": (390, 844)}
README_PICTURES = {
    ("overview", "zh", "wide"),
    ("overview", "en", "wide"),
    ("facilities", "zh", "wide"),
    ("facilities", "en", "wide"),
    ("compare", "zh", "wide"),
    ("compare", "en", "wide"),
    ("closed_loop", "zh", "wide"),
    ("closed_loop", "en", "wide"),
}
"""The ones that are part of the repository; the others are written only when BIAOCHI_SCREENSHOTS is set."""
SEEN_IN = {
    "closed_loop": "131003",
    "services": "130283001020",
    "deliberation": "130703",
    "appraisal": "130529",
    "community": "610603002003",
}
"""Where the demo shows a page best; the others show the home city."""


def main() -> None:
    everything = "BIAOCHI_SCREENSHOTS" in os.environ
    folder = Path(os.environ.get("BIAOCHI_SCREENSHOTS", ROOT / "docs" / "images"))
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="biaochi-screenshots-") as warehouse:
        environment = {**os.environ, "BIAOCHI_WAREHOUSE": f"{warehouse}/warehouse"}
        subprocess.run([sys.executable, "-m", "biaochi", "demo"], cwd=ROOT, env=environment, check=True)
        with served(environment) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            for size, (width, height) in SIZES.items():
                for language in ("zh", "en"):
                    context = browser.new_context(viewport={"width": width, "height": height}, locale=language)
                    page = context.new_page()
                    for name in PAGES:
                        if not everything and (name, language, size) not in README_PICTURES:
                            continue
                        area = f"&area={SEEN_IN[name]}" if name in SEEN_IN else ""
                        take(page, f"{address}{'' if name == 'overview' else name}?lang={language}{area}")
                        picture = folder / f"{name}-{language}-{size}.png"
                        page.screenshot(path=picture)
                        print(picture.name)
                    context.close()
            browser.close()


DRAWN = """() => {
    const app = document.querySelector("[data-testid=stApp]");
    const body = document.querySelector("[data-testid=stMainBlockContainer]");
    return app?.dataset.testScriptState === "notRunning" && body?.innerText.length > 200
        && !document.querySelector("[data-testid=stSkeleton], [data-stale=true]");
}"""
"""The script has ended and left something to read."""


def take(page: Page, address: str) -> None:
    """Open a page and wait until it is drawn and nothing moves any more."""
    page.goto(address)
    page.wait_for_function(DRAWN, timeout=60_000)
    still, before = 0, b""
    for _ in range(40):  # charts and map are drawn after the script has ended; two still seconds are the end of that
        page.wait_for_timeout(500)
        now = page.screenshot()
        still, before = (still + 1 if now == before else 0), now
        if still == 4:
            page.wait_for_function(DRAWN, timeout=60_000)
            return
    raise SystemExit(f"{address} does not come to rest.")


@contextmanager
def served(environment: dict[str, str]) -> Iterator[str]:
    """The app on a free port of this machine, stopped at the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}/"
        for _ in range(120):
            try:
                urllib.request.urlopen(f"{address}_stcore/health", timeout=1)
                break
            except OSError:
                time.sleep(0.5)
        else:
            raise SystemExit("The app did not start within a minute.")
        yield address
    finally:
        server.terminate()
        server.wait(timeout=10)


if __name__ == "__main__":
    main()
