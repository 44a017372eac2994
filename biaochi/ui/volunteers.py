"""The columns of the volunteer table."""

from __future__ import annotations

from biaochi.ui.table import Column

COLUMNS = (
    Column("county_name", "District", narrow=False),
    Column("area_name", "Community"),
    Column("population", "Population", "number"),
    Column("registered", "Registered volunteers", "number"),
    Column("active", "Active volunteers", "number", narrow=False),
    Column("share", "Share (%)", "number", 2),
    Column("meets_share", "Share against the standard", "meets"),
    Column("teams", "Teams", "number"),
    Column("meets_teams", "Teams against the standard", "meets"),
)
