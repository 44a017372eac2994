"""Documentation that cannot drift: every command, option, setting and indicator is written down, and every link leads
somewhere."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from biaochi.__main__ import app
from biaochi.catalogue import catalogue
from scripts import write_docs
from tests.project import ROOT, files, relative, tree

CLI = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
SETTINGS = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
MARKDOWN = [path for path in files() if path.suffix == ".md"]


def commands() -> Iterator[tuple[str, list[str]]]:
    """(command, its options in long form)."""
    group = typer.main.get_command(app)
    for name, command in group.commands.items():
        yield name, [opt for parameter in command.params for opt in parameter.opts if opt.startswith("--")]


COMMANDS = dict(commands())


def section(command: str) -> str:
    """What docs/cli.md says under the heading of a command."""
    match = re.search(rf"^## `biaochi {re.escape(command)}[^\n]*\n(.*?)(?=^## |\Z)", CLI, re.MULTILINE | re.DOTALL)
    return match[0] if match else ""


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_and_option_is_documented(command: str):
    text = section(command)
    assert text, f"docs/cli.md has no heading for biaochi {command}"
    assert [option for option in COMMANDS[command] if f"`{option}" not in text] == []


def test_no_command_is_documented_that_does_not_exist():
    assert set(re.findall(r"^## `biaochi ([a-z-]+)", CLI, re.MULTILINE)) == set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_no_option_is_documented_that_does_not_exist(command: str):
    assert set(re.findall(r"`(--[a-z-]+)", section(command))) - {*COMMANDS[command], "--help"} == set()


def settings_in_code() -> set[str]:
    """Names of settings in Python strings (ours, the tests' and the bench's) and in the scripts of the environment."""
    found = set()
    for path in files():
        if path.suffix == ".py":
            texts = [node.value for node in ast.walk(tree(path)) if isinstance(node, ast.Constant)]
            texts = [text for text in texts if isinstance(text, str)]
        elif path.suffix == ".sh" or relative(path) in (".ci/run", "Makefile"):
            texts = [path.read_text(encoding="utf-8")]
        else:
            continue
        for text in texts:
            found.update(re.findall(r"\bBIAOCHI_[A-Z_]+\b", text))
    return found


def test_every_setting_is_documented():
    assert "BIAOCHI_WAREHOUSE" in settings_in_code()
    assert set(re.findall(r"`(BIAOCHI_[A-Z_]+)`", SETTINGS)) == settings_in_code()


def test_the_page_of_indicators_is_what_the_catalogue_says():
    assert write_docs.PAGE.read_text(encoding="utf-8") == write_docs.text(), "run make docs"


@pytest.mark.parametrize("name", catalogue())
def test_an_indicator_speaks_both_languages(name: str):
    indicator = catalogue()[name]
    for part in ("title", "definition", "formula", "caveat"):
        texts = getattr(indicator, part)
        assert set(texts) == {"zh", "en"}, f"{part}: a comma outside quotes cuts a text in two"
        assert all(isinstance(text, str) and text.strip() for text in texts.values()), part


def links() -> Iterator[tuple[Path, str]]:
    for path in MARKDOWN:
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text(encoding="utf-8")):
            if "://" not in target and not target.startswith("mailto:"):
                yield path, target


def test_links_lead_somewhere():
    assert [f"{relative(path)} → {target}" for path, target in links() if not (path.parent / target).exists()] == []


def test_both_readmes_tell_the_same():
    """The Chinese one is the first a user meets; it has every section, command and picture of the English one."""
    english = (ROOT / "README.md").read_text(encoding="utf-8")
    chinese = (ROOT / "README.zh.md").read_text(encoding="utf-8")
    for pattern in (r"^#{2,3} ", r"^```", r"!\[", r"^\| "):
        assert len(re.findall(pattern, english, re.MULTILINE)) == len(re.findall(pattern, chinese, re.MULTILINE)), (
            pattern
        )
    assert set(re.findall(r"`(?:make|biaochi) [a-z]+", english)) == set(
        re.findall(r"`(?:make|biaochi) [a-z]+", chinese)
    )


def test_make_targets_in_the_docs_exist():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {target for path in MARKDOWN for target in re.findall(r"`make ([a-z-]+)", path.read_text(encoding="utf-8"))}
    assert named - targets == set()


def test_every_decision_is_listed():
    index = (ROOT / "docs" / "adr" / "README.md").read_text(encoding="utf-8")
    decisions = [path.name for path in (ROOT / "docs" / "adr").glob("0*.md")]
    assert decisions and [name for name in decisions if name not in index] == []
