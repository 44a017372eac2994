"""SQL files with their meaning in the head.

A file under ``queries/`` is one statement. Its leading comment may hold YAML front matter between ``/* ---`` and
``--- */``; its stem is its id. Parameters are written ``$name`` and declared under ``parameters``; a parameter that is
used and not declared, or declared and not used, is an error when the file is read, not when somebody opens a page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import sqlglot
import yaml
from sqlglot import exp

from biaochi.errors import BiaochiError

_HEAD = re.compile(r"\A\s*/\*\s*---\n(?P<head>.*?)\n\s*---\s*\*/\s*", re.DOTALL)


@dataclass(frozen=True)
class SqlFile:
    """One statement, its front matter and the parameters it declares."""

    id: str
    path: Path
    sql: str
    head: dict[str, Any] = field(hash=False)

    @property
    def parameters(self) -> tuple[str, ...]:
        return tuple(self.head.get("parameters", ()))

    def relations(self) -> set[str]:
        """The tables and views the statement reads, without its own common table expressions."""
        return set(_relations(self.sql))


@cache
def _relations(sql: str) -> frozenset[str]:
    tree = sqlglot.parse_one(sql, dialect="duckdb")
    own = {cte.alias for cte in tree.find_all(exp.CTE)}
    return frozenset({table.name for table in tree.find_all(exp.Table)} - own)


@cache
def read_sql(path: Path) -> SqlFile:
    """Read and check one file. Raises BiaochiError naming the file where head, statement or parameters are wrong."""
    text = path.read_text(encoding="utf-8")
    match = _HEAD.match(text)
    head = yaml.safe_load(match["head"]) if match else {}
    sql = (text[match.end() :] if match else text).strip().rstrip(";")
    try:
        statements = [s for s in sqlglot.parse(sql, dialect="duckdb") if s is not None]
    except sqlglot.ParseError as error:
        raise BiaochiError("{file} is not valid SQL: {cause}", file=path.name, cause=str(error)) from error
    if len(statements) != 1:
        raise BiaochiError("{file} holds {count} statements; write exactly one.", file=path.name, count=len(statements))
    used = {p.name for p in statements[0].find_all(exp.Parameter)} | {
        p.name for p in statements[0].find_all(exp.Placeholder) if p.name
    }
    declared = set(head.get("parameters", ()))
    if used != declared:
        raise BiaochiError(
            "{file}: parameters used ({used}) and declared ({declared}) differ; list under “parameters” what the SQL uses.",
            file=path.name,
            used=", ".join(sorted(used)) or "–",
            declared=", ".join(sorted(declared)) or "–",
        )
    return SqlFile(id=path.stem, path=path, sql=sql, head=head)


def read_folder(folder: Path) -> dict[str, SqlFile]:
    """All statements of a folder by id, in the order of their names."""
    return {path.stem: read_sql(path) for path in sorted(folder.glob("*.sql"))}
