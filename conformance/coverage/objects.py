"""The objects and sections of the documentation that a clause may name.

Keeps true: an object stands in ``objects.toml`` once, and has the anchor that the documentation's own
inventory gives it: its page and its full name. Deliberately knows nothing of clauses, nor of how the
documentation came by its objects.
"""

from __future__ import annotations

import functools
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from conformance.ledger import LedgerError

TABLE = Path(__file__).parent / "objects.toml"

Role = Literal["class", "method", "attribute", "function", "data"]
Minor = Annotated[str, msgspec.Meta(pattern=r"^3\.[0-9]+$")]
Reason = Annotated[str, msgspec.Meta(min_length=20)]


class Object(msgspec.Struct, frozen=True):
    """One documented object. ``since`` is the first of our Pythons whose documentation lists it."""

    name: str
    role: Role
    page: str
    since: str

    @property
    def anchor(self) -> str:
        """What a clause writes as its source."""
        return f"{self.page}#{self.name}"


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one page gained in one version of Python."""

    page: str
    since: Minor
    objects: dict[Role, tuple[str, ...]] = {}
    sections: tuple[str, ...] = ()
    """Anchors of sections and examples: a clause may cite one, none needs a clause."""


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    part: tuple[Part, ...]
    left_out: dict[str, Reason] = {}


class Documented:
    """All pages that a loop answers for. Immutable; safe to share between threads.

    Raises LedgerError when an object is entered twice.
    """

    def __init__(self, parts: tuple[Part, ...], left_out: dict[str, str]) -> None:
        self.parts = parts
        self.left_out = left_out
        """Pages of asyncio's documentation without a part here, and why."""
        self.objects: dict[str, Object] = {}
        for one in (one for part in parts for one in _objects(part)):
            if one.name in self.objects:
                raise LedgerError(f"{TABLE.name}: {one.name} is entered twice")
            self.objects[one.name] = one
        self.pages = tuple(dict.fromkeys(part.page for part in parts))

    def in_order(self) -> list[Object]:
        """The objects page by page, by name within a page: a class stands before its methods."""
        return sorted(self.objects.values(), key=lambda one: (self.pages.index(one.page), one.name))

    def anchors(self, page: str) -> frozenset[str]:
        """Every anchor that this page has in one of our Pythons; none for a page that is not ours."""
        sections = {anchor for part in self.parts if part.page == page for anchor in part.sections}
        return frozenset(sections | {one.name for one in self.objects.values() if one.page == page})

    def named(self, source: str) -> Object | None:
        """The object that a clause's source names; None for a section, or for another kind of source."""
        found = self.objects.get(source.partition("#")[2])
        return found if found is not None and found.anchor == source else None

    def fault(self, source: str) -> str:
        """What is wrong with a source that points into our pages, with near misses; empty when nothing is."""
        page, _, anchor = source.partition("#")
        if page not in self.pages or anchor in self.anchors(page):
            return ""
        everywhere = [f"{page}#{name}" for page in self.pages for name in self.anchors(page)]
        near = get_close_matches(source, everywhere, n=2, cutoff=0.8)
        hint = f"; did you mean {' or '.join(near)}?" if near else f"; {TABLE.name} lists its anchors"
        return f"{page} has no anchor {anchor!r}{hint}"


def _objects(part: Part) -> list[Object]:
    return [
        Object(name, role, part.page, part.since) for role, names in part.objects.items() for name in names
    ]


def read(path: Path) -> Documented:
    """Read a table of documented objects. Raises LedgerError when it is damaged."""
    try:
        file = msgspec.toml.decode(path.read_bytes(), type=_File)
    except (msgspec.MsgspecError, UnicodeDecodeError) as fault:
        raise LedgerError(f"{path.name}: {fault}") from None
    return Documented(file.part, file.left_out)


@functools.cache
def load() -> Documented:
    """The table that this installation carries; read once."""
    return read(TABLE)
