"""Who may import whom. Function-local and type-checking imports count: a dependency is one wherever it is written."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.project import ROOT, product_files, relative, strings, tree

LAYERS: list[set[str]] = [
    {"errors", "config"},
    {"i18n", "scope", "sqlfile", "tables", "periods", "reference", "clocks"},
    {"standards", "pipelines", "published", "places", "catalogue", "warehouse", "ingest", "engine", "demo"},
    {"statistics", "measures", "checks"},
    {"charts"},
    {"ui", "console"},
    {"shell", "pages", "console", "__main__", "app"},
]
"""Lower first. A module imports from its own layer or from those below it, and never in a circle."""

ONLY_IN: dict[str, tuple[str, ...]] = {
    "streamlit": ("biaochi/shell.py", "biaochi/shell/", "biaochi/ui/", "biaochi/ui.py", "pages/", "app.py"),
    "duckdb": ("biaochi/engine/",),
    "plotly": ("biaochi/charts/",),
    "pydeck": ("biaochi/charts/",),
    "sqlglot": ("biaochi/sqlfile.py", "biaochi/engine/"),
    "pyspark": ("biaochi/engine/spark.py",),
    "polars": ("biaochi/",),  # pages arrange, they do not compute
}
"""Libraries that have one home, so that each can be replaced or loaded late."""

PRODUCT = product_files()
BY_MODULE = {
    relative(path).removesuffix("/__init__.py").removesuffix(".py").replace("/", "."): path for path in PRODUCT
}


def room(module: str) -> str:
    """The room of the house a module belongs to: biaochi.ingest.header → ingest, pages.cases → pages."""
    parts = module.split(".")
    return parts[1] if parts[0] == "biaochi" and len(parts) > 1 else parts[0]


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Every imported name of a file, absolute, with its line; ``from a import b`` gives ``a.b``."""
    package = relative(path).split("/")[:-1]
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            origin = ".".join([*base, *([node.module] if node.module else [])])
            for alias in node.names:
                yield node.lineno, f"{origin}.{alias.name}"


def our_module(name: str) -> str | None:
    """The module of ours that an imported name lies in, or None for a library."""
    while name:
        if name in BY_MODULE:
            return name
        name = name.rpartition(".")[0]
    return None


def edges() -> Iterator[tuple[str, str, int]]:
    """(importing module, imported module, line) among our own modules."""
    for module, path in BY_MODULE.items():
        for line, name in imports(path):
            other = our_module(name)
            if other and other not in (module, "biaochi"):
                yield module, other, line


def test_every_room_has_its_layer():
    listed = set().union(*LAYERS)
    rooms = {room(module) for module in BY_MODULE} - {"biaochi"}
    assert rooms - listed == set(), f"add it to LAYERS: {sorted(rooms - listed)}"


def test_imports_point_down():
    level = {name: number for number, layer in enumerate(LAYERS) for name in layer}
    wrong = [
        f"{relative(BY_MODULE[importer])}:{line} imports {imported}, which lies higher"
        for importer, imported, line in edges()
        if importer != "biaochi" and level[room(importer)] < level[room(imported)]
    ]
    assert wrong == []


def test_the_bottom_imports_nothing_of_ours():
    bottom = [(a, b) for a, b, _ in edges() if room(a) in LAYERS[0] and room(a) != room(b)]
    assert bottom == []


def test_no_circle():
    below: dict[str, set[str]] = {}
    for importer, imported, _ in edges():
        below.setdefault(importer, set()).add(imported)
    done: set[str] = set()

    def walk(module: str, way: tuple[str, ...]) -> None:
        assert module not in way, "imports in a circle: " + " → ".join((*way, module))
        if module in done:
            return
        for other in sorted(below.get(module, ())):
            walk(other, (*way, module))
        done.add(module)

    for module in sorted(below):
        walk(module, ())


@pytest.mark.parametrize("library", ONLY_IN)
def test_a_library_has_one_home(library: str):
    wrong = [
        f"{relative(path)}:{line}"
        for path in PRODUCT
        for line, name in imports(path)
        if name.split(".")[0] == library and not relative(path).startswith(ONLY_IN[library])
    ]
    assert wrong == [], f"{library} belongs in {ONLY_IN[library]}"


SQL_IN_PYTHON = re.compile(r"\bSELECT\b|^\s*select\s|\bselect\b.*\bfrom\b", re.DOTALL)


def test_no_select_in_a_python_string():
    wrong = [
        f"{relative(path)}:{line}" for path in PRODUCT for line, text in strings(path) if SQL_IN_PYTHON.search(text)
    ]
    assert wrong == [], "SQL lives in queries/*.sql"


@pytest.mark.parametrize(
    ("text", "is_sql"),
    [
        ("select area_code from fct_case", True),
        ("SELECT 1", True),
        ("with a as (\n select x\n from y) ", True),
        ("Select an area from the list", False),
        ("{} selected", False),
    ],
)
def test_what_counts_as_sql(text: str, is_sql: bool):
    assert bool(SQL_IN_PYTHON.search(text)) == is_sql


def test_data_commands_start_without_streamlit():
    """The command line answers from cron and over slow links; it must not wait for a web framework it does not use."""
    code = (
        "import sys\n"
        "from biaochi.__main__ import main\n"
        "sys.argv = ['biaochi', 'indicators', '--format', 'json']\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code, end.code\n"
        "loaded = [name for name in ('streamlit', 'plotly', 'pydeck') if name in sys.modules]\n"
        "assert not loaded, loaded\n"
    )
    answer = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.lstrip().startswith("["), "the catalogue should have been printed"
