"""The form of the project: what may not stand in a file, and how long a file may grow."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.project import ROOT, files, product_files, relative, text_files

LONGEST_FILE = 400
LONGEST_PAGE = 80
LARGEST_KIB = 3000

# Put together from parts, so that this file does not hold what it looks for.
MACHINE_PATHS = re.compile("(?<![\\w.])/(?:" + "|".join(["work", "root", "home"]) + ")/")
REGISTRIES = re.compile(
    "|".join(
        re.escape(f"{host}.{domain}")
        for host, domain in [
            ("pypi", "org"),
            ("pythonhosted", "org"),
            ("npmjs", "org"),
            ("npmmirror", "com"),
            ("tsinghua.edu", "cn"),
        ]
    )
)
UNFINISHED = re.compile(r"\b(?:" + "|".join(["TO" + "DO", "FIX" + "ME", "X" + "XX"]) + r")\b")

TEXTS = list(text_files())


def findings(pattern: re.Pattern[str], texts: list[tuple[Path, str]]) -> list[str]:
    return [
        f"{relative(path)}:{number}: {line.strip()[:100]}"
        for path, text in texts
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def test_no_path_of_a_machine():
    assert findings(MACHINE_PATHS, TEXTS) == []


def test_no_address_of_a_registry():
    """Lock files name hashes, not addresses: which index serves them is the business of the machine."""
    assert findings(REGISTRIES, TEXTS) == []
    locks = [(path, text) for path, text in TEXTS if path.suffix == ".lock"]
    assert len(locks) == 2
    assert findings(re.compile(r"://|--(?:index|extra|find|trusted)"), locks) == []


def test_nothing_is_left_unfinished():
    code = [
        (path, text) for path, text in TEXTS if path.suffix in {".py", ".sql", ".sh", ".toml", ".md", ".po", ".yaml"}
    ]
    assert findings(UNFINISHED, code) == []


def test_the_patterns_find_what_they_are_for():
    assert MACHINE_PATHS.search("open('/ho" + "me/someone/x.csv')")
    assert MACHINE_PATHS.search("see /wo" + "rk/main") and not MACHINE_PATHS.search("team/wo" + "rk/fund")
    assert REGISTRIES.search("https://files.python" + "hosted.org/packages/x")
    assert UNFINISHED.search("# TO" + "DO: later")


def test_files_stay_small():
    too_long = [
        f"{relative(path)}: {text.count(chr(10))} lines"
        for path, text in TEXTS
        if path.suffix in {".py", ".sql"} and text.count("\n") > LONGEST_FILE
    ]
    assert too_long == [], "does the file hold two jobs?"
    pages = [path for path in product_files() if path.parent == ROOT / "pages"]
    assert pages
    assert [relative(path) for path in pages if path.read_text(encoding="utf-8").count("\n") > LONGEST_PAGE] == []


def test_no_large_file():
    assert [relative(path) for path in files() if path.stat().st_size > LARGEST_KIB * 1024] == []


def test_text_files_end_with_a_line_break():
    kinds = {".py", ".sql", ".sh", ".toml", ".md", ".po", ".yaml", ".lock"}
    wrong = [relative(path) for path, text in TEXTS if path.suffix in kinds and text and not text.endswith("\n")]
    assert wrong == []


@pytest.mark.parametrize(
    "path", [path for path in files() if path.suffix == ".sh" or relative(path) == ".ci/run"], ids=relative
)
def test_scripts_can_be_run(path: Path):
    assert path.stat().st_mode & 0o111, "chmod +x"
    assert path.read_text(encoding="utf-8").startswith("#!")
