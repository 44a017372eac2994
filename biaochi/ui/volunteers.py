"""The columns of the volunteer table."""

from __future__ import annotations

from biaochi.ui.table import Column

COLUMNS = (
    Column("county_name", "District", narrow=False),
    Column("area_name", "Community"),
    Column("population", "Population", "number", narrow=False, absent="missing"),
    Column("registered", "Registered volunteers", "number", absent="missing"),
    Column("active", "Active volunteers", "number", narrow=False, absent="missing"),
    Column("share", "Share (%)", "number", 2, absent="missing"),
    Column("meets_share", "Share against the standard", "meets", of=("population", "registered")),
    Column("teams", "Teams", "number", absent="missing"),
    Column("meets_teams", "Teams against the standard", "meets", narrow=False, of=("teams",)),
)
