"""The statistics behind a verdict: pure functions over numbers, with their sources. One file answers one question.

Nothing here knows of areas, languages or SQL. Arrays go in and come out with the same shape.
"""

from biaochi.statistics.funnels import Dispersion, dispersion, limits, pooled, position, z_scores
from biaochi.statistics.intervals import CONFIDENCE, WIDE, byar, wilson
from biaochi.statistics.overtime import Xmr, assurance, trend, variation, xmr
from biaochi.statistics.peers import distances, nearest
from biaochi.statistics.ranks import quintiles, rank_ranges
from biaochi.statistics.survival import (
    LogRank,
    closed_within,
    log_rank,
    quantile_interval,
    survival_curve,
    survival_quantiles,
)

__all__ = [
    "CONFIDENCE", "WIDE", "Dispersion", "LogRank", "Xmr", "assurance", "byar", "closed_within", "dispersion", "distances", "limits",
    "log_rank", "nearest", "pooled", "position", "quantile_interval", "quintiles", "rank_ranges", "survival_curve",
    "survival_quantiles", "trend", "variation", "wilson", "xmr", "z_scores",
]  # fmt: skip
