"""Every sentence a user can meet exists in Chinese, once, with the same places to fill."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po

from tests.project import ROOT, product_files, relative, strings, tree

PO_FILES = sorted((ROOT / "biaochi" / "locale" / "zh").glob("*.po"))
PRODUCT = product_files()
HAN = re.compile(r"[\u4e00-\u9fff]")


def error_classes() -> set[str]:
    """BiaochiError and what is made of it."""
    bases = {
        node.name: {base.id for base in node.bases if isinstance(base, ast.Name)}
        for path in PRODUCT
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef)
    }
    found = {"BiaochiError"}
    while more := {name for name, above in bases.items() if above & found} - found:
        found |= more
    return found


ERRORS = error_classes()


def literals(node: ast.expr, module: dict[str, ast.expr]) -> Iterator[str]:
    """The texts an argument can be, as far as the file says: constants, either side of ``if``, a table's values."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from literals(node.body, module)
        yield from literals(node.orelse, module)
    elif isinstance(node, ast.BoolOp):
        for value in node.values:
            yield from literals(value, module)
    elif isinstance(node, ast.Dict):
        for value in node.values:
            yield from literals(value, module)
    elif isinstance(node, ast.Subscript):
        yield from literals(node.value, module)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get":
        yield from literals(node.func.value, module)
    elif isinstance(node, ast.Name) and node.id in module:
        yield from literals(module[node.id], {name: value for name, value in module.items() if name != node.id})


def tables_of(module: ast.Module) -> dict[str, ast.expr]:
    """What is assigned at the top of a file, by name."""
    found = {}
    for node in module.body:
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            found[node.targets[0].id] = node.value
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None:
            found[node.target.id] = node.value
    return found


def is_message_call(node: ast.Call) -> bool:
    name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    return name == "t" or name in ERRORS - {"UnknownName"}


def messages() -> Iterator[tuple[Path, int, str]]:
    """Every message id that stands in the code, with its place."""
    for path in PRODUCT:
        module = tree(path)
        top = tables_of(module)
        in_errors = {
            id(call)
            for node in ast.walk(module)
            if isinstance(node, ast.ClassDef) and node.name in ERRORS
            for call in ast.walk(node)
            if isinstance(call, ast.Call) and ast.unparse(call.func) == "super().__init__"
        }
        for node in ast.walk(module):
            if isinstance(node, ast.Call) and node.args and (is_message_call(node) or id(node) in in_errors):
                for text in literals(node.args[0], top):
                    if text:
                        yield path, node.lineno, text


def entries() -> Iterator[tuple[Path, str, str]]:
    """(file, message id, Chinese) of every entry, duplicates within one file included."""
    for path in PO_FILES:
        blocks = path.read_text(encoding="utf-8").split("\n\n")
        for block in blocks:
            catalogue = read_po(iter(line + "\n" for line in block.splitlines()), locale="zh_CN")
            for message in catalogue:
                if message.id:
                    yield path, str(message.id), str(message.string)


CHINESE = {message: text for _, message, text in entries()}


def places(text: str) -> set[str]:
    """The names between braces."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_every_message_has_its_chinese():
    missing = sorted(
        {
            f"{relative(path)}:{line}: {text}"
            for path, line, text in messages()
            if not CHINESE.get(text) and text.strip("{}%")
        }
    )
    assert missing == [], "add them to a file in biaochi/locale/zh"


def test_every_phrase_of_the_pages_has_its_chinese():
    """Pages and ui hand titles to one another before they are translated; whatever looks like a phrase counts."""
    phrase = re.compile(r"[A-Z][a-z]+(?:[ .]|$)")
    machine_words = {"General", "Mobi", "Biaochi serves this machine only."}  # a cell format, a browser, a raw 403
    missing = [
        f"{relative(path)}:{line}: {text}"
        for path in PRODUCT
        if relative(path).startswith(("pages/", "biaochi/ui/", "biaochi/shell"))
        for line, text in strings(path)
        if phrase.match(text) and text not in CHINESE and text not in machine_words
    ]
    assert missing == []


def test_messages_are_found_at_all():
    found = {text for _, _, text in messages()}
    assert len(found) > 50
    assert "There is no {kind} “{name}”." in found, "sentences inside an error class count too"


@pytest.mark.parametrize("path", PO_FILES, ids=relative)
def test_a_file_of_translations_is_well_formed(path: Path):
    text = path.read_text(encoding="utf-8")
    assert "Content-Type: text/plain; charset=UTF-8" in text
    assert not re.search(r"^#,.*fuzzy", text, re.MULTILINE), "a fuzzy entry is left out of the page"
    with path.open("rb") as file:
        whole = {str(message.id) for message in read_po(file, locale="zh_CN") if message.id}
    ours = {message for origin, message, _ in entries() if origin == path}
    assert whole == ours, "entries are separated by one empty line"
    assert [message for origin, message, string in entries() if origin == path and not string] == []


def test_one_message_has_one_translation():
    said: dict[str, set[str]] = defaultdict(set)
    for _, message, text in entries():
        said[message].add(text)
    assert {message: texts for message, texts in said.items() if len(texts) > 1} == {}


def test_places_agree():
    wrong = [
        f"{relative(path)}: {message!r} has {sorted(places(message))}, the Chinese {sorted(places(text))}"
        for path, message, text in entries()
        if places(message) != places(text)
    ]
    assert wrong == []


def test_no_translation_is_left_over():
    """A message id nobody says any more is removed, so that the files stay a list of what is on the pages."""
    said = {text for path in PRODUCT for _, text in strings(path)}
    assert sorted(message for message in CHINESE if message not in said) == []


def test_pages_hold_no_chinese():
    """Chinese on a page comes from the translations or the data; text in the code would stay Chinese in English too."""
    rooms = ("pages/", "biaochi/ui/", "biaochi/charts/", "biaochi/shell", "app.py")
    found = [
        f"{relative(path)}:{line}: {text}"
        for path in PRODUCT
        if relative(path).startswith(rooms)
        for line, text in strings(path)
        if len(HAN.findall(text)) > 1 and text != "中文"  # a language is called by its own name
    ]
    assert found == []
