"""Write docs/indicators.md from the catalogue: ``make docs``. A test compares the file with what this would write."""

from __future__ import annotations

from pathlib import Path

from biaochi.catalogue import THEMES, Indicator, catalogue
from biaochi.i18n import pick, t
from biaochi.standards import standards
from biaochi.ui import words

PAGE = Path(__file__).resolve().parent.parent / "docs" / "indicators.md"
HEAD = """# Indicators 指标口径

Written by `make docs` from the heads of `queries/indicators/*.sql`; a change there belongs in the same commit as a
change here. `biaochi indicators` lists the same catalogue.
"""


def text() -> str:
    """The whole page."""
    parts = [HEAD]
    for theme in THEMES:
        parts.append(f"## {t(words.THEMES[theme], 'en')} {t(words.THEMES[theme], 'zh')}\n")
        parts += [section(indicator) for indicator in catalogue().values() if indicator.theme == theme]
    return "\n".join(parts)


def section(indicator: Indicator) -> str:
    """One indicator, both languages."""
    rows = [
        ("Definition", indicator.definition),
        ("Formula", indicator.formula),
        ("Caveat", indicator.caveat),
    ]
    code = f"{indicator.code} · " if indicator.code else ""
    lines = [f"### `{indicator.id}` {code}{pick(indicator.title, 'en')} · {pick(indicator.title, 'zh')}\n"]
    for label, both in rows:
        lines += [f"- **{label}**: {pick(both, 'en')}", f"  {pick(both, 'zh')}"]
    facts = [f"unit {indicator.unit}", f"better: {indicator.direction}", f"{indicator.kind}, {indicator.time}"]
    facts.append("source " + ", ".join(indicator.source))
    if indicator.dimensions:
        facts.append("also by " + ", ".join(indicator.dimensions))
    lines.append("- " + " · ".join(facts))
    held = [standards()[key] for key in filter(None, [indicator.standard, *indicator.thresholds])]
    if held:
        lines.append("- Standards: " + "; ".join(f"{pick(one.title, 'en')} {pick(one.title, 'zh')}" for one in held))
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(text(), encoding="utf-8")
    print(f"written: {PAGE.name}")
