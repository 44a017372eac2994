"""How the exchanges that hide totals look in a breakdown: two persons who trade months should count to the same member."""

from __future__ import annotations

import numpy as np

from biaochi.statistics.suppression.masks import EVER, NOWHERE, Mask, Table, Trade, closed


def lift(table: Table, mask: Mask, trade: Trade) -> None:
    """Hide in ``mask`` what ``trade`` changes in the breakdown ``table``, so that the totals stay as hidden as they are.

    Where nobody of the same member is there to trade with, persons of two members trade, and both members are hidden for the months
    traded in every area above as well.
    """
    at = np.flatnonzero(trade.months)
    has = table.own[list(trade.leaves)][:, at] > 0
    if trade.within == EVER:
        there = np.zeros((has.shape[2], mask.veiled.shape[2]), dtype=bool)
        there[:, at] = has.any(axis=0).T
        mask.veiled[table.carrying(trade.leaves, trade.parent)] |= there
        return
    for area in table.carrying(trade.leaves, trade.parent):
        mine = np.array([area <= leaf < table.ends[area] for leaf in trade.leaves])
        here, there = has[mine].any(axis=0).T, has[~mine].any(axis=0).T  # members × months
        if trade.parent == NOWHERE:
            there = np.ones_like(here)
        trades = here[:, :, None] & there[:, None, :]
        for member, classes in enumerate(closed(trades)):
            for first in np.unique(classes.argmax(axis=1)):
                if classes[first].sum() > 1:
                    mask.bind(area, member, at[classes[first]])
        while not (whole := closed(trades.any(axis=0))[0]).all():
            mine_in, theirs_out = here & whole, there & ~whole
            if not (mine_in.any() and theirs_out.any()):
                mine_in, theirs_out = here & ~whole, there & whole
            (member, m), (other, n) = np.argwhere(mine_in)[0], np.argwhere(theirs_out)[0]
            first = trade.leaves[int(np.argmax(mine & has[:, m, member]))]
            second = trade.leaves[int(np.argmax(~mine & has[:, n, other]))]
            for leaf, which in ((first, member), (second, other)):
                for above in table.path(leaf, NOWHERE):
                    mask.bind(above, int(which), at[[m, n]])
            trades[:, m, n] = True
