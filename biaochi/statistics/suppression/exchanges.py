"""The exchanges behind ``statistics.suppression``: who trades with whom. Here of totals; for breakdowns see ``crosswise``."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from biaochi.statistics.suppression.masks import EVER, NOWHERE, Mask, Table, Trade

Cell = tuple[int, int, int]
"""area, member, span"""


class Group:
    """The areas below one parent that trade months of one span."""

    def __init__(self, table: Table, mask: Mask, parent: int, within: int, cells: list[Cell]) -> None:
        self.table, self.mask, self.parent, self.within, self.cells = table, mask, parent, within, cells
        self.top = max(parent, 0)
        self.months = np.ones(table.spans.shape[1], dtype=bool) if within == EVER else table.spans[within].copy()
        self.months &= table.persons[self.top].any(axis=1)
        self.areas = sorted({area for area, _, _ in cells})
        self.heads = sorted({table.path(area, parent)[-1] for area in self.areas})

    def deepest(self, areas: Iterable[int]) -> list[int]:
        """Those of ``areas`` that hold no other of them."""
        listed = sorted(areas)
        return [a for a, after in zip(listed, [*listed[1:], len(self.table.parents)], strict=True) if after >= self.table.ends[a]]

    def leaf(self, area: int, months: np.ndarray, members: list[int], needed: int) -> int | None:
        """The area at or below ``area`` whose own counts fill most of ``months`` × ``members``, with some of the member needed."""
        own = self.table.own[area : self.table.ends[area]][:, months][..., [needed, *members]] > 0
        each = own.any(axis=1)
        if not each[:, 0].any():
            return None
        rank = (each[:, 0], each.all(axis=1), own[..., 1:].sum(axis=(1, 2)))
        return area + int(np.lexsort((np.arange(len(own)), *(-key.astype(int) for key in reversed(rank))))[0])

    def partners(self, member: int, members: list[int]) -> list[int]:
        """Siblings with anybody in the span: those whose cells are hidden anyhow first, then the smallest."""
        if self.parent == NOWHERE:
            return []
        spans = sorted({span for _, _, span in self.cells})
        siblings = np.array([each for each in self.table.children(self.parent) if each not in self.heads], dtype=int)
        persons = self.table.persons[siblings][:, self.months][..., members].sum(axis=1).prod(axis=1)
        listed = []
        for sibling, size in zip(siblings.tolist(), persons.tolist(), strict=True):
            if size > 0:
                hidden = all(self.mask.hides_one(sibling, member, self.table.spans[span]) for span in spans)
                listed.append((not hidden, size, sibling))
        return [sibling for _, _, sibling in sorted(listed)]

    def is_thin(self, heads: list[int]) -> bool:
        """Whether what is hidden of a shown total adds up to a small count."""
        if self.parent == NOWHERE:
            return False
        member, spans = self.concerned()
        for counts, own in zip(self.table.counts, self.table.own_counts, strict=True):
            sums = counts[heads][:, spans, member].sum(axis=0) + own[self.parent, spans, member]
            if ((sums > 0) & (sums < self.table.below)).any():
                return True
        return False

    def concerned(self) -> tuple[np.ndarray, np.ndarray]:
        """Members and spans of the cells that a trade is to hide."""
        _, member, spans = np.array(self.cells).T
        return member, spans

    def owns(self, members: list[int]) -> bool:
        """Whether the parent counts persons of its own: they belong to no area that is shown, and trade at no cost."""
        return self.parent != NOWHERE and bool((self.table.own[self.parent][self.months][:, members] > 0).any())


class Totals(Group):
    """Two persons trade months; or one moves to another area (EVER); at the top of the tree, one moves to another month."""

    def settle(self) -> list[Cell]:
        heads, partners = list(self.heads), self.partners(0, [0])
        while partners and (len(heads) + self.owns([0]) < 2 or self.is_thin(heads)):
            heads.append(partners.pop(0))
        if self.parent != NOWHERE and len(heads) + self.owns([0]) < 2:
            return self.cells
        needed = self.months & self.table.persons[self.areas].any(axis=(0, 2))
        leaves = self.leaves(heads, needed)
        months = needed if self.within == EVER else self.enough(leaves, needed)
        for area in self.table.carrying(leaves, self.parent):
            if self.within == EVER:
                self.mask.veiled[area, 0] |= months
            else:
                self.mask.bind(area, 0, np.flatnonzero(months))
        self.mask.trades.append(Trade(self.parent, self.within, tuple(leaves), months))
        return [] if self.within == EVER else [cell for cell in self.cells if not self.is_split(cell[2], months)]

    def concerned(self) -> tuple[np.ndarray, np.ndarray]:
        """All that a trade of these months may hide: every span that holds some of them and not all."""
        inside = self.table.spans[:, self.months]
        touched = inside.any(axis=1) & ~inside.all(axis=1)
        spans = np.union1d(np.flatnonzero(touched), [span for _, _, span in self.cells])
        return np.zeros(len(spans), dtype=int), spans

    def is_split(self, span: int, months: np.ndarray) -> bool:
        inside = self.table.spans[span][months]
        return bool(inside.any() and not inside.all())

    def enough(self, leaves: list[int], needed: np.ndarray) -> np.ndarray:
        """``needed`` months, and all others in which anybody trades if some trader or some cell would be left out otherwise."""
        heads = [(self.table.path(leaf, self.parent) or [self.parent])[-1] for leaf in leaves]
        filled = self.table.own[leaves][..., 0] > 0
        is_idle = any(not filled[[h == head for h in heads]][:, needed].any() for head in set(heads))
        if is_idle or not all(self.is_split(span, needed) for _, _, span in self.cells):
            return needed | (self.months & filled.any(axis=0))
        return needed

    def leaves(self, heads: list[int], needed: np.ndarray) -> list[int]:
        """One area with persons of its own for each that trades, and as many more as fill the months needed."""
        traders = self.deepest([*self.areas, *heads])
        best = [(self.leaf(area, needed, [0], 0), self.leaf(area, self.months, [0], 0)) for area in traders]
        leaves = [inside if inside is not None else anywhere for inside, anywhere in best]
        leaves += [self.parent] if self.owns([0]) else []
        while (empty := needed & ~(self.table.own[leaves] > 0).any(axis=(0, 2))).any():
            leaves.append(next(leaf for head in self.heads if (leaf := self.leaf(head, empty, [0], 0)) is not None))
        return sorted(set(leaves))
