"""Biaochi 标尺: a city's community governance, held against published standards."""

__version__ = "0.1.0"
