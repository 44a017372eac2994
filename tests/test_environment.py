"""The locked environment: what is declared is what is imported, and both locks agree."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions

from tests.project import ROOT, files, product_files, tree

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
OURS = {"biaochi", "benchmarks", "scripts", "tests", "pages"}
NOT_IMPORTED = {"pyarrow"}
"""Needed though no file of ours imports it: deltalake hands tables over in it."""
TOOLS = {"pytest-xdist", "pytest", "ruff", "setuptools"}


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[^A-Za-z0-9_.-]", requirement)[0].lower().replace("_", "-") for requirement in requirements}


def distributions(paths) -> set[str]:
    """The distributions that the imports of these files come from."""
    owners = packages_distributions()
    found = set()
    for path in paths:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Import):
                modules = [alias.name for alias in node.names]
            else:
                modules = [node.module] if isinstance(node, ast.ImportFrom) and node.module and not node.level else []
            for module in (name.split(".")[0] for name in modules):
                if module not in sys.stdlib_module_names and module not in OURS:
                    found.update(owner.lower().replace("_", "-") for owner in owners.get(module, [module])[:1])
    return found


def pins(lock: str) -> set[str]:
    text = (ROOT / lock).read_text(encoding="utf-8")
    return {line.rstrip(" \\") for line in text.splitlines() if line[:1].isalnum()}


def test_the_product_imports_what_it_declares():
    assert distributions(product_files()) == names(PROJECT["dependencies"]) - NOT_IMPORTED


def test_the_tests_import_what_is_declared():
    others = [path for path in files() if path.suffix == ".py" and path not in product_files()]
    declared = names(PROJECT["dependencies"]) | names(PROJECT["optional-dependencies"]["test"])
    used = distributions(others)
    assert used - declared == set()
    assert names(PROJECT["optional-dependencies"]["test"]) - used - TOOLS == set(), "declared for tests, used by none"


def test_both_locks_agree():
    run, test = pins("requirements.lock"), pins("requirements-test.lock")
    assert len(run) > 40
    assert run - test == set(), "make lock"


def test_the_locks_hold_what_is_declared():
    locked = {re.split(r"==", pin)[0] for pin in pins("requirements.lock")}
    assert names(PROJECT["dependencies"]) - locked == set(), "make lock"
    locked_for_tests = {re.split(r"==", pin)[0] for pin in pins("requirements-test.lock")}
    assert names(PROJECT["optional-dependencies"]["test"]) - locked_for_tests == set(), "make lock"


def test_every_package_is_locked_by_hash():
    for lock in ("requirements.lock", "requirements-test.lock"):
        blocks = re.split(r"\n(?=[a-z0-9])", (ROOT / lock).read_text(encoding="utf-8").strip())
        assert [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block] == []
