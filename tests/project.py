"""The project's own files, as the tests that guard its form see them."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NOT_OURS = {".git", ".venv", "__pycache__", ".pytest_cache", ".ruff_cache", ".hypothesis", "build", "test-results"}


@lru_cache
def files() -> tuple[Path, ...]:
    """Every file that is, or would be, in the repository: tracked ones and new ones that are not ignored.

    Where there is no git (an unpacked archive), every file outside the folders that tools make.
    """
    listed = _listed_by_git()
    if listed is not None:
        return tuple(sorted(path for path in listed if path.is_file()))
    found = (path for path in ROOT.rglob("*") if path.is_file())
    return tuple(
        sorted(
            path
            for path in found
            if not any(part in NOT_OURS or part.endswith(".egg-info") for part in path.relative_to(ROOT).parts)
            and not path.relative_to(ROOT).parts[0].startswith("warehouse")
        )
    )


def _listed_by_git() -> list[Path] | None:
    """What git would have in the repository; None where there is no git, or no repository."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    except FileNotFoundError:
        return None
    return [ROOT / name for name in answer.stdout.split("\0") if name] if answer.returncode == 0 else None


def text_files() -> Iterator[tuple[Path, str]]:
    """The files that are text, with their text; images, parquet, workbooks and GB18030 samples are left out."""
    for path in files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            yield path, text


def product_files() -> list[Path]:
    """The Python files that a user runs: the package, the pages and the entry script."""
    return [
        path
        for path in files()
        if path.suffix == ".py"
        and (path.relative_to(ROOT).parts[0] in ("biaochi", "pages") or path.relative_to(ROOT) == Path("app.py"))
    ]


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def docstrings(module: ast.Module) -> set[ast.Constant]:
    """The string statements of a file: docstrings, and the notes under constants. They are prose for developers."""
    return {
        node.value
        for node in ast.walk(module)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    }


def strings(path: Path) -> Iterator[tuple[int, str]]:
    """The strings of a file with their lines, without docstrings; an f-string is joined, its places written ``{}``."""
    module = tree(path)
    prose = docstrings(module)
    inside: set[ast.AST] = set()
    for node in ast.walk(module):
        if isinstance(node, ast.JoinedStr):
            inside.update(ast.walk(node))
            parts = (part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
            yield node.lineno, "".join(str(part) for part in parts)
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in prose and node not in inside:
            yield node.lineno, node.value
