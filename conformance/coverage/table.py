"""Each documented object beside the clauses that name it, or the reason why none does.

Keeps true: a clause names the object that is its source, and those that it ``covers`` besides.
``unnamed.toml`` is checked both ways: an entry that a clause names after all is an error, like one that is
missing. A group that waits for a chapter excuses nothing once the ledger has that chapter; until then a
clause may name its objects, for nobody writes a chapter in one stroke. Deliberately does not judge how much
a clause says of an object.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import msgspec

from conformance.coverage.objects import Documented, Object, Reason
from conformance.ledger import Clause, Ledger, LedgerError

UNNAMED = Path(__file__).parent / "unnamed.toml"


class Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Objects that no clause names, for one reason; ``until`` is the chapter that will name them."""

    reason: Reason
    objects: Annotated[tuple[str, ...], msgspec.Meta(min_length=1)]
    until: str | None = None


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    group: tuple[Group, ...] = ()


class Row(msgspec.Struct, frozen=True):
    """One object: the ids of the clauses that name it, or else the reason; with neither it is ``open``."""

    object: Object
    clauses: tuple[str, ...] = ()
    reason: str = ""
    until: str | None = None

    @property
    def open(self) -> bool:
        """Whether the ledger owes an answer."""
        return not self.clauses and not self.reason


class Table(msgspec.Struct, frozen=True):
    """The rows, page by page and by name within a page, and what is wrong with the entries that made them."""

    rows: tuple[Row, ...]
    faults: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Whether nothing is owed and nothing is wrong."""
        return not self.faults and not any(row.open for row in self.rows)


def groups(path: Path = UNNAMED) -> tuple[Group, ...]:
    """The reasons of the file. Raises LedgerError when it is damaged."""
    try:
        return msgspec.toml.decode(path.read_bytes(), type=_File).group
    except (msgspec.MsgspecError, UnicodeDecodeError) as fault:
        raise LedgerError(f"{path.name}: {fault}") from None


def lay(documented: Documented, reasons: tuple[Group, ...], ledger: Ledger) -> Table:
    """Lay the three side by side."""
    naming = _naming(documented, ledger)
    excuse = {name: one for one in reasons if not _written(one, ledger) for name in one.objects}
    rows = tuple(_row(one, naming[one.name], excuse.get(one.name)) for one in documented.in_order())
    faults = (*_of_clauses(documented, ledger), *_of_groups(documented, reasons, ledger, naming))
    return Table(rows, faults)


def _naming(documented: Documented, ledger: Ledger) -> dict[str, tuple[str, ...]]:
    ids: dict[str, list[str]] = {name: [] for name in documented.objects}
    for clause in ledger:
        for name in _names(documented, clause):
            if name in ids:
                ids[name].append(clause.id)
    return {name: tuple(found) for name, found in ids.items()}


def _names(documented: Documented, clause: Clause) -> Iterable[str]:
    named = documented.named(clause.source)
    return dict.fromkeys((*([named.name] if named else []), *clause.covers))


def _written(group: Group, ledger: Ledger) -> bool:
    return group.until in ledger.chapters


def _row(one: Object, clauses: tuple[str, ...], group: Group | None) -> Row:
    if clauses or group is None:
        return Row(one, clauses)
    return Row(one, reason=group.reason, until=group.until)


def _of_clauses(documented: Documented, ledger: Ledger) -> Iterator[str]:
    for clause in ledger:
        where = f"spec/{clause.chapter}.toml: {clause.id}"
        if fault := documented.fault(clause.source):
            yield f"{where}: {fault}"
        named = documented.named(clause.source)
        for name in clause.covers:
            if name not in documented.objects:
                yield f"{where}: covers {name!r}, which is no documented object"
            elif named is not None and name == named.name:
                yield f"{where}: covers {name}, which is its source already; remove it"


def _of_groups(
    documented: Documented, reasons: tuple[Group, ...], ledger: Ledger, naming: dict[str, tuple[str, ...]]
) -> Iterator[str]:
    seen: set[str] = set()
    for group in reasons:
        if _written(group, ledger):
            yield f"{UNNAMED.name}: the chapter {group.until} is written; remove the group that waits for it"
        for name in group.objects:
            if name in seen:
                yield f"{UNNAMED.name}: {name} is listed twice"
            elif name not in documented.objects:
                yield f"{UNNAMED.name}: {name!r} is no documented object"
            elif group.until is None and naming[name]:
                yield f"{UNNAMED.name}: {name} is named by {', '.join(naming[name])}; remove the entry"
            seen.add(name)
