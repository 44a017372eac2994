"""The tables of the warehouse: columns, units, rules and keys, each in one place.

A schema is a contract. The importer brings every export into this shape, ``Schema.filter`` (dataframely) splits what
keeps the rules from what does not, and the warehouse merges on ``key``. Units stand in the names; codes are text;
money is yuan with two decimals; times are local and naive; enumerations are stored as English words (``base``).
Every row carries where it came from: ``source_file``, ``source_row`` (as a spreadsheet counts, header included),
``batch_id`` and ``as_of``.
"""

from __future__ import annotations

from dataclasses import dataclass

import dataframely as dy

from biaochi.tables.base import AREA_LEVELS, CRS, LIMIT_UNITS, Sourced
from biaochi.tables.cases import Case
from biaochi.tables.ledgers import LEDGERS, Account, Checksum, Quarantine
from biaochi.tables.people import Appraisal, Compound, Grid, PartyLink, Staff
from biaochi.tables.stocks import Area, Community, Facility, Funding, VolunteerStat, VolunteerTeam
from biaochi.tables.work import Deliberation, Hall, Project, ServiceItem, ServiceSite, Sitting, Target, Wish

__all__ = [
    "AREA_LEVELS", "CRS", "LEDGERS", "LIMIT_UNITS", "PROVENANCE", "TABLES", "Account", "Checksum", "Quarantine", "Table",
]  # fmt: skip


@dataclass(frozen=True)
class Table:
    """A table's name (as the command line says it), its schema and the relation that SQL reads."""

    name: str
    schema: type[dy.Schema]
    relation: str

    @property
    def key(self) -> list[str]:
        return self.schema.primary_key()

    @property
    def columns(self) -> list[str]:
        return list(self.schema.columns())


PROVENANCE = list(Sourced.columns())

_SCHEMAS: dict[str, type[dy.Schema]] = {
    "area": Area,
    "community": Community,
    "facility": Facility,
    "funding": Funding,
    "case": Case,
    "volunteer_stat": VolunteerStat,
    "volunteer_team": VolunteerTeam,
    "grid": Grid,
    "staff": Staff,
    "party_link": PartyLink,
    "compound": Compound,
    "service_item": ServiceItem,
    "service_site": ServiceSite,
    "wish": Wish,
    "hall": Hall,
    "sitting": Sitting,
    "deliberation": Deliberation,
    "project": Project,
    "appraisal": Appraisal,
    "target": Target,
}

TABLES: dict[str, Table] = {name: Table(name, schema, f"raw_{name}") for name, schema in _SCHEMAS.items()}
"""In import order: areas first, because everything else is checked against them."""
