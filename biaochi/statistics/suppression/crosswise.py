"""Exchanges inside a breakdown: four persons, two areas, two months, two members; what one pair trades, the other trades back.

Every total stays as it is. Within EVER two persons of one month trade members, and at the top of the tree, where there is no second
area, two persons of one area trade months.
"""

from __future__ import annotations

import numpy as np

from biaochi.statistics.suppression.exchanges import Cell, Group
from biaochi.statistics.suppression.masks import EVER, NOWHERE, Mask, Table

ATTEMPTS = 4
"""With how many other members the cells of one are tried before a longer span is."""


class Crosswise(Group):
    """The cells of one member below one parent within one span."""

    def __init__(self, table: Table, mask: Mask, parent: int, within: int, cells: list[Cell]) -> None:
        super().__init__(table, mask, parent, within, cells)
        if within == EVER:
            self.months &= table.persons[self.areas, :, cells[0][1]].any(axis=0)

    def settle(self) -> list[Cell]:
        """Hide the cells, and with each as much of other members as it takes; returns those that are left."""
        member, left = self.cells[0][1], self.cells
        others, used = self.others(member), [member]
        while others and (left or self.is_thin_across(used)):
            if self.within != EVER and len(used) > ATTEMPTS:
                break
            used.append(others.pop(0))
            pair = [member, used[-1]]
            heads, partners = list(self.heads), None
            while len(heads) + self.owns(pair) < 2 or self.is_thin(heads):
                partners = self.partners(member, pair) if partners is None else partners
                if not partners:
                    break
                heads.append(partners.pop(0))
            if self.parent == NOWHERE or len(heads) + self.owns(pair) > 1:
                left = self.traded(heads, pair, left)
        return left

    def traded(self, heads: list[int], pair: list[int], left: list[Cell]) -> list[Cell]:
        """What is left after the two members are traded: within EVER for one another, and if that is not enough by months."""
        for change in (self.swap, self.trade) if self.within == EVER else (self.trade,):
            if left:
                change(heads, pair)
                left = [cell for cell, is_settled in zip(left, self.mask.settles(self.table, left), strict=True) if not is_settled]
        return left

    def others(self, member: int) -> list[int]:
        """The other members: those counted here that are small themselves first, then the rarest, then those counted beside."""
        here, beside = (self.table.persons[areas][:, self.months].sum(axis=(0, 1)) for areas in (self.areas, [self.top]))
        areas, _, spans = np.array(self.cells).T
        alike = self.table.is_small[areas, spans].sum(axis=0)
        ranked = np.lexsort((np.arange(len(here)), here, -alike, here == 0))
        return [int(e) for e in ranked if beside[e] > 0 and e != member]

    def is_thin_across(self, members: list[int]) -> bool:
        """As ``is_thin``, for the members of one area."""
        areas, _, spans = np.array(self.cells).T
        for counts in self.table.counts:
            sums = counts[areas, spans][:, members].sum(axis=1)
            if ((sums > 0) & (sums < self.table.below)).any():
                return True
        return False

    def leaves(self, heads: list[int], pair: list[int]) -> list[int]:
        """Areas with persons of their own: of each cell's member, and in every month in which there is one to hide."""
        member = pair[0]
        found = {self.leaf(head, self.months, pair, member) for head in heads if head not in self.heads}
        found |= {self.leaf(area, self.months, pair, member) for area in self.deepest(self.areas)}
        found |= {self.parent} if self.owns(pair) else set()
        found -= {None}
        for area in self.areas:
            needed = self.months & (self.table.persons[area, :, member] > 0)
            while (empty := needed & ~(self.table.own[sorted(found), :, member] > 0).any(axis=0)).any():
                found.add(self.leaf(area, empty, [member], member))
        return sorted(found)

    def setting(self, heads: list[int], pair: list[int]) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """The areas that change; leaves × months: who is there of the two members; areas × leaves: what lies in them, and what not."""
        leaves = np.array(self.leaves(heads, pair))
        areas = np.array(self.table.carrying(leaves.tolist(), self.parent))
        one, other = (self.table.own[leaves][:, self.months][..., each] > 0 for each in pair)
        inside = (areas[:, None] <= leaves) & (leaves < self.table.ends[areas][:, None])
        return areas, one, other, inside.astype(np.float32), (~inside).astype(np.float32)

    def swap(self, heads: list[int], pair: list[int]) -> None:
        """Let persons of one month trade members between areas, at the top of the tree change them, and veil the month."""
        areas, one, other, here, there = self.setting(heads, pair)
        one, other = one.astype(np.float32), other.astype(np.float32)
        moved = here @ (one + other) if self.parent == NOWHERE else (here @ one) * (there @ other) + (here @ other) * (there @ one)
        for each in pair:
            self.mask.veiled[areas[:, None], each, np.flatnonzero(self.months)] |= moved > 0

    def trade(self, heads: list[int], pair: list[int]) -> None:
        """Let all four that can trade months crosswise, and bind the months that they trade."""
        areas, one, other, here, there = self.setting(heads, pair)
        at = np.flatnonzero(self.months)
        both = (one[:, :, None] & other[:, None, :]).astype(np.float32).reshape(len(one), -1)
        shape = (len(areas), len(at), len(at))
        at_home, abroad = (here @ both > 0).reshape(shape), (there @ both > 0).reshape(shape)
        trades = at_home & np.swapaxes(abroad, 1, 2)
        self.mask.merge(areas, pair, at, trades | at_home if self.parent == NOWHERE else trades)
