"""Holds ``objects.toml`` against Python's documentation, as it is packaged with its inventory of objects.

Keeps true: a difference is told in either direction, and a page about asyncio that the table does not know is
one. Only what a version documents is held against that version. Needs sphobjinv, which the extra ``dev``
brings. Deliberately repairs nothing: what a page gained is for a reader to date.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from conformance.coverage.objects import Documented, Object, Part
from conformance.ledger import Ledger, LedgerError

DEBIANS = Path("/usr/share/doc/python3.11/html")
"""Where the package python3.11-doc of Debian puts the documentation of 3.11."""


class Inventory(NamedTuple):
    """What one version of the documentation lists: its Python, and each object's role and address by name."""

    version: tuple[int, int]
    objects: dict[str, tuple[str, str]]


def inventory(folder: Path) -> Inventory:
    """Read the ``objects.inv`` of the folder.

    Raises LedgerError when there is none, or no sphobjinv to read it with.
    """
    path = folder / "objects.inv"
    if not path.is_file():
        raise LedgerError(f"{folder}: no objects.inv here; expected Python's documentation as HTML")
    try:
        sphobjinv = importlib.import_module("sphobjinv")
    except ImportError:
        raise LedgerError("reading an inventory needs sphobjinv: pip install 'loopspec[dev]'") from None
    try:
        read = sphobjinv.Inventory(path)
    except Exception as fault:
        raise LedgerError(f"{path}: not an inventory of objects: {fault}") from None
    found: dict[str, tuple[str, str]] = {}
    for one in read.objects:
        if one.domain == "py":
            page, _, anchor = str(one.uri).partition(".html#")
            found[one.name] = (one.role, f"{page}#{anchor.replace('$', one.name)}")
    return Inventory(parsed(str(read.version)), found)


def differences(documented: Documented, folder: Path) -> list[str]:
    """How the table differs from the documentation in the folder: one line each, none when it does not."""
    there = inventory(folder)
    return [
        *_lost(documented, there),
        *_unknown(documented, there),
        *(words for part in documented.parts if _by(part, there) for words in _sections(part, folder)),
    ]


def lost_sources(ledger: Ledger, folder: Path) -> list[str]:
    """The clauses whose source is a page of this documentation that has no such anchor."""
    version = inventory(folder).version
    lost: list[str] = []
    for one in ledger:
        page, _, anchor = one.source.partition("#")
        if _is_page(page) and one.applies_to(version) and anchor not in _anchors(folder, page):
            lost.append(f"{one.id}: {page} of Python {_dotted(version)} has no anchor {anchor!r}")
    return lost


def _is_page(page: str) -> bool:
    return re.fullmatch(r"(library|reference)/[\w-]+", page) is not None


def _lost(documented: Documented, there: Inventory) -> Iterator[str]:
    for one in documented.objects.values():
        if _by(one, there) and there.objects.get(one.name) != (one.role, one.anchor):
            found = there.objects.get(one.name)
            what = f"as {found[0]} at {found[1]}" if found else "nowhere"
            yield f"{one.name}: the table has it as {one.role} at {one.anchor}, the documentation {what}"


def _unknown(documented: Documented, there: Inventory) -> Iterator[str]:
    for name, (role, address) in sorted(there.objects.items()):
        page = address.partition("#")[0]
        ours = documented.objects.get(name)
        if not page.startswith("library/asyncio-") or page in documented.left_out:
            continue
        if ours is None:
            yield f"{name}: the documentation has this {role} at {address}, the table does not"
        elif not _by(ours, there):
            version = _dotted(there.version)
            yield f"{name}: the table has it since {ours.since}, the documentation of {version} already"


def _sections(part: Part, folder: Path) -> Iterator[str]:
    for anchor in part.sections:
        if anchor not in _anchors(folder, part.page):
            yield f"{part.page}: the table has a section {anchor!r}, the documentation does not"


def _anchors(folder: Path, page: str) -> frozenset[str]:
    path = folder / f"{page}.html"
    if not path.is_file():
        return frozenset()
    return frozenset(re.findall(r'\bid="([^"]+)"', path.read_text(encoding="utf-8")))


def _by(one: Object | Part, there: Inventory) -> bool:
    return parsed(one.since) <= there.version


def parsed(text: str) -> tuple[int, int]:
    """The two numbers of a version like 3.11 that count here."""
    major, minor = text.split(".")[:2]
    return int(major), int(minor)


def _dotted(version: tuple[int, int]) -> str:
    return f"{version[0]}.{version[1]}"
