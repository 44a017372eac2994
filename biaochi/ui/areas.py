"""The tree of areas as a filter and a breadcrumb need it: order, depth, names, parents, levels."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import polars as pl


@dataclass(frozen=True, eq=False)
class Areas:
    """Built from ``explore("areas")``: area_code, area_name, level, parent_code, depth, communities."""

    frame: pl.DataFrame

    @cached_property
    def rows(self) -> dict[str, dict]:
        return {row["area_code"]: row for row in self.frame.to_dicts()}

    @cached_property
    def children(self) -> dict[str | None, list[str]]:
        """Codes by parent; areas whose parent is not in the data hang below None."""
        below: dict[str | None, list[str]] = {}
        for code, row in sorted(self.rows.items()):
            parent = row["parent_code"] if row["parent_code"] in self.rows else None
            below.setdefault(parent, []).append(code)
        return below

    def depths_below(self, top: str | None) -> dict[str, int]:
        """Depth by code of the subtree under ``top`` (itself included; None: everything), in the order of the tree."""
        found: dict[str, int] = {}
        waiting = [(top, 0)] if top in self.rows else [(code, 0) for code in reversed(self.children.get(None, []))]
        while waiting:
            code, depth = waiting.pop()
            if code not in found:
                found[code] = depth
                waiting += [(child, depth + 1) for child in reversed(self.children.get(code, []))]
        return found

    def name(self, code: str | None) -> str:
        return self.rows[code]["area_name"] if code in self.rows else ""

    def level(self, code: str | None) -> str | None:
        return self.rows[code]["level"] if code in self.rows else None

    def path(self, code: str | None) -> list[str]:
        """From the top down to ``code``, itself included."""
        found: list[str] = []
        while code in self.rows and code not in found:
            found.append(code)
            code = self.rows[code]["parent_code"]
        return found[::-1]

    def level_below(self, code: str | None) -> str:
        """What a page breaks ``code`` down into: the level of its children, but below a district the communities."""
        level = self.level(code)
        below = [self.rows[child]["level"] for child in self.children.get(code, [])]
        if not below or level in ("county", "town"):
            return "community"
        return max(set(below), key=below.count)
