"""A table of counts of persons by area, month and member, and what of it is hidden (see ``statistics.suppression``)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

EVER: int = -1
"""In place of a span: all time, inside which nothing but a person's area can change."""
NOWHERE: int = -1
"""In place of an area: above the top of the tree."""


@dataclass(frozen=True)
class Table:
    """Counts to protect.

    ``parents``: the position of each area's parent (NOWHERE for the top), areas in preorder. ``spans``: bool, spans × months;
    the months themselves first, then the calendar's longer spans, each made of whole shorter ones. ``counts``: one or more arrays
    areas × spans × members, each area with all that lies below it; the first must be additive over months and members, the
    others (another cut-off, another weight) are small where they are small. ``below``: counts from 1 to below − 1 are small.
    """

    parents: np.ndarray
    spans: np.ndarray
    counts: tuple[np.ndarray, ...]
    below: float

    @cached_property
    def persons(self) -> np.ndarray:
        """areas × months × members, each area with all below it."""
        return self.counts[0][:, : self.spans.shape[1], :]

    @cached_property
    def own(self) -> np.ndarray:
        """As ``persons``, what is counted in the area itself and in no area below it."""
        return np.maximum(self.persons - _of_children(self.parents, self.persons), 0).round(6)

    @cached_property
    def own_counts(self) -> tuple[np.ndarray, ...]:
        """As ``counts``, without what areas below count: it belongs to no area that can be asked for."""
        return tuple(np.maximum(each - _of_children(self.parents, each), 0).round(6) for each in self.counts)

    @cached_property
    def is_small(self) -> np.ndarray:
        """areas × spans × members: what must not be shown."""
        return np.any([(each > 0) & (each < self.below) for each in self.counts], axis=0)

    @cached_property
    def ends(self) -> np.ndarray:
        """Where the subtree of each area ends in preorder (excluded)."""
        ends = np.arange(1, len(self.parents) + 1)
        for area in range(len(self.parents) - 1, 0, -1):
            ends[self.parents[area]] = max(ends[self.parents[area]], ends[area])
        return ends

    @cached_property
    def longer(self) -> np.ndarray:
        """The next longer span around each, EVER where there is none."""
        sizes = self.spans.sum(axis=1)
        found = []
        for span, size in zip(self.spans, sizes, strict=True):
            around = np.flatnonzero((sizes > size) & ~(span & ~self.spans).any(axis=1))
            found.append(around[np.argmin(sizes[around])] if len(around) else EVER)
        return np.array(found)

    def children(self, area: int) -> np.ndarray:
        return np.flatnonzero(self.parents == area)

    def carrying(self, leaves: Iterable[int], up_to: int) -> list[int]:
        """All areas from ``leaves`` up to below ``up_to``: those that an exchange between the leaves changes."""
        return sorted({area for leaf in leaves for area in self.path(leaf, up_to)})

    def path(self, area: int, up_to: int) -> list[int]:
        """The area and those above it, below ``up_to``."""
        found = []
        while area != up_to:
            found.append(area)
            area = self.parents[area]
        return found


@dataclass(frozen=True)
class Trade:
    """Who may trade what: persons counted in the areas ``leaves`` below ``parent`` the ``months`` (bool), within a span or EVER."""

    parent: int
    within: int
    leaves: tuple[int, ...]
    months: np.ndarray

    def seen_in(self, position: np.ndarray) -> Trade:
        """The same in a table of fewer areas: ``position`` says in which of them each area lies."""
        parent = self.parent if self.parent == NOWHERE else int(position[self.parent])
        return Trade(parent, self.within, tuple(sorted({int(position[leaf]) for leaf in self.leaves})), self.months)


class Mask:
    """What is hidden: for each area and member, months that cannot be told apart, and months that cannot be told at all."""

    def __init__(self, areas: int, members: int, months: int) -> None:
        self.bound = np.tile(np.arange(months), (areas, members, 1))
        """Months that are bound together carry the position of the first of them."""
        self.veiled = np.zeros((areas, members, months), dtype=bool)
        self.trades: list[Trade] = []
        """Of totals: the exchanges that hide them, which every breakdown must be able to follow."""

    def bind(self, area: int, member: int, months: np.ndarray) -> None:
        """Persons of this area may trade these months (positions): spans that hold some and not others are hidden."""
        row = self.bound[area, member]
        joined = np.isin(row, row[months])
        row[joined] = row[joined].min()

    def merge(self, areas: np.ndarray, members: list[int], at: np.ndarray, trades: np.ndarray) -> None:
        """As ``bind``, for many: ``trades`` (areas × months × months) says which of the months ``at`` can be traded."""
        if not (trades & ~np.eye(len(at), dtype=bool)).any():
            return
        whole = self.bound[areas[:, None], members]
        row = whole[..., at]
        joined = closed(trades[:, None] | (row[..., :, None] == row[..., None, :]))
        first = np.where(joined, row[..., None, :], self.bound.shape[2]).min(axis=-1)
        renamed = np.broadcast_to(np.arange(self.bound.shape[2]), whole.shape).copy()
        np.put_along_axis(renamed, row, first, axis=-1)
        self.bound[areas[:, None], members] = np.take_along_axis(renamed, whole, axis=-1)

    def hides(self, span: np.ndarray) -> np.ndarray:
        """areas × members: whether the count of the months ``span`` (bool) is hidden."""
        areas, members, months = self.bound.shape
        found = self.veiled[..., span].any(axis=2)
        touched = np.argwhere((self.bound != np.arange(months)).any(axis=2))
        if len(touched) and span.any():
            rows = self.bound[touched[:, 0], touched[:, 1]]
            keys = (np.arange(len(rows))[:, None] * months + rows).ravel()
            held = np.bincount(keys, weights=np.tile(span, len(rows)), minlength=rows.size)
            is_split = (held > 0) & (held < np.bincount(keys, minlength=rows.size))
            found[touched[:, 0], touched[:, 1]] |= is_split.reshape(rows.shape).any(axis=1)
        return found

    def settles(self, table: Table, cells: list[tuple[int, int, int]]) -> np.ndarray:
        """Whether each cell (area, member, span) is hidden for good: no set of months around it that can be told apart from the rest
        of the next longer span holds a small count."""
        found = []
        for start in range(0, len(cells), 5000):  # in parts, to need no more memory for a large city
            area, member, span = np.array(cells[start : start + 5000]).T
            around = table.longer[span]
            persons, veiled, row = table.persons[area, :, member], self.veiled[area, member], self.bound[area, member]
            concerned = (table.spans[around] | (around == EVER)[:, None]) & (persons > 0)
            keys = (np.arange(len(row))[:, None] * row.shape[1] + row).ravel()

            def per_class(values: np.ndarray, keys: np.ndarray = keys) -> np.ndarray:
                return np.bincount(keys, weights=values.ravel(), minlength=keys.size)[keys].reshape(values.shape)

            inside = table.spans[span]
            held, size, in_veil = per_class(inside), per_class(np.ones_like(inside)), per_class(veiled) > 0
            is_hidden = ((held > 0) & (held < size)).any(axis=1) | (inside & veiled).any(axis=1)
            is_large = in_veil | (per_class(persons) >= table.below)
            found.append(is_hidden & (is_large | ~concerned).all(axis=1))
        return np.concatenate(found) if found else np.zeros(0, dtype=bool)

    def hides_one(self, area: int, member: int, span: np.ndarray) -> bool:
        row = self.bound[area, member]
        return bool(self.veiled[area, member, span].any() or np.isin(row[~span], row[span]).any())


def closed(trades: np.ndarray) -> np.ndarray:
    """… × months × months: months that can be traded for one another by one or more trades, either way."""
    trades = trades | np.swapaxes(trades, -1, -2) | np.eye(trades.shape[-1], dtype=bool)
    reach = 1
    while reach < trades.shape[-1]:
        trades = np.matmul(trades.astype(np.float32), trades.astype(np.float32)) > 0
        reach *= 2
    return trades


def _of_children(parents: np.ndarray, counts: np.ndarray) -> np.ndarray:
    sums = np.zeros_like(counts)
    for area, parent in enumerate(parents):
        if parent != NOWHERE:
            sums[parent] += counts[area]
    return sums
