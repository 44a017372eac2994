"""The statistics behind a verdict: pure functions over numbers, with their sources. One file answers one question.

Nothing here knows of areas, languages or SQL. Arrays go in and come out with the same shape.
"""

from biaochi.statistics.intervals import CONFIDENCE, WIDE, wilson
from biaochi.statistics.overtime import trend
from biaochi.statistics.survival import survival_quantiles

__all__ = ["CONFIDENCE", "WIDE", "survival_quantiles", "trend", "wilson"]
