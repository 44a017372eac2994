"""Which counts of a table are kept back, so that no small one among them can be found from those that are shown.

A table counts persons by area (a tree), month (months add up to quarters, years and any span) and, where it is broken down, by
member of one dimension. Shown is the count of any area, span and member; what is hidden is hidden however it is asked for.

The rule is not “hide a second cell and hope”. Cells are hidden by *exchanges*: two persons counted in different areas trade
their months (or, in a breakdown, four trade months crosswise for two members). Both tables, before and after, hold whole persons
and none below zero. **Hidden is every count that an exchange changes, and nothing else is needed for the proof**: all that is
shown is the same in both tables, so nothing that is shown can tell what a hidden count is. An exchange of months m and n changes
exactly the spans that hold one of the two, in the areas that hold one of the two persons: quarters stay, months go.

What no exchange within the next longer span can protect is protected within the one above it, and at last by moving a person from
one area to another for good (in a breakdown, from one member to another), which hides the area's spans of any length. Where nobody
is there to trade with among an area's siblings, it trades with those of its parent. Beyond the bare proof, the hidden areas of a
shown total add up to the threshold at least: their sum can be told, and must not be a small count itself. And all months of a span
in which one is small are bound together until no set of them that can be told apart holds a small count, so that free spans of
months are no way round.

Cf. Willenborg and de Waal 2001, "Elements of Statistical Disclosure Control", ch. 6–8 (secondary suppression, hidden parts
certified by alternating moves); Gusfield 1988 for tables of two dimensions. Both name moves that leave all margins as the
certificate; here they are chosen first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from biaochi.statistics.suppression.crosswise import Crosswise
from biaochi.statistics.suppression.exchanges import Cell, Totals
from biaochi.statistics.suppression.lifts import lift
from biaochi.statistics.suppression.masks import EVER, NOWHERE, Mask, Table, Trade


def protect(table: Table, trades: Sequence[Trade] = ()) -> Mask:
    """The mask under which no small count of ``table`` can be found.

    ``trades``: those of the totals of which ``table`` is a breakdown; what they hide stays hidden. The same table gives the same
    mask; among equals the area that comes first is hidden.
    """
    areas, _, members = table.counts[0].shape
    mask = Mask(areas, members, table.spans.shape[1])
    for trade in trades:
        lift(table, mask, trade)
    small = [(area, member, span) for area, span, member in np.argwhere(table.is_small).tolist()]
    wanted: dict[int, set[Cell]] = defaultdict(set)
    for cell, is_settled in zip(small, mask.settles(table, small), strict=True):
        if not is_settled:
            wanted[int(table.longer[cell[2]])].add(cell)
    sizes = {EVER: table.spans.shape[1] + 1} | {at: int(size) for at, size in enumerate(table.spans.sum(axis=1))}
    pending, met = {within: set(cells) for within, cells in wanted.items()}, defaultdict(set, wanted)
    while pending:
        within = max(pending, key=lambda span: (sizes[span], -span))
        further = int(table.longer[within])
        left = set(_unsettled(table, mask, within, pending.pop(within), met[within])) - met[further]
        if left:
            met[further] |= left
            pending[further] = left
    return mask


def _unsettled(table: Table, mask: Mask, within: int, cells: set[Cell], met: set[Cell]) -> list[Cell]:
    """Protect ``cells`` within one span, beside those ``met`` there; returns those that need a longer one."""
    kind = Totals if table.counts[0].shape[2] == 1 else Crosswise
    groups, left = _groups(table, cells, met), []
    while groups:
        above: dict[tuple[int, int], list[Cell]] = defaultdict(list)
        for (parent, member), group in sorted(groups.items()):
            unsettled = kind(table, mask, parent, within, group).settle()
            if within != EVER:
                left += unsettled
            elif parent != NOWHERE:
                above[int(table.parents[parent]), member] += unsettled
            else:  # not even the top of the tree has anybody to trade with: nothing of it is shown
                for area, _, _ in unsettled:
                    mask.veiled[table.path(area, NOWHERE)] = True
        groups = {key: group for key, group in above.items() if group}
    return left


def _groups(table: Table, cells: set[Cell], met: set[Cell]) -> dict[tuple[int, int], list[Cell]]:
    """Cells by the area whose children trade, the first one above them that need not be hidden itself, and by member."""
    marked = {(area, member) for area, member, _ in met}
    groups: dict[tuple[int, int], list[Cell]] = defaultdict(list)
    for area, member, span in sorted(cells):
        above = area
        while (above, member) in marked:
            above = int(table.parents[above])
        groups[above, member].append((area, member, span))
    return groups
