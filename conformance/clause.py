"""``@clause("SOON-02")``: the tie between a test, a monitor or a mutant and the ledger.

Keeps true: an id that the ledger does not know fails at import, not at run time.
Deliberately knows nothing of pytest.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from conformance import ledger

T = TypeVar("T", bound=Callable[..., Any])

ATTRIBUTE = "__clauses__"


def clause(*ids: str) -> Callable[[T], T]:
    """Mark a function or class as speaking for these clauses.

    Raises LedgerError, with near misses, for an id that is not in the ledger.
    """
    known = ledger.load()
    for clause_id in ids:
        known.get(clause_id)

    def mark(thing: T) -> T:
        setattr(thing, ATTRIBUTE, (*clauses_of(thing), *ids))
        return thing

    return mark


def clauses_of(thing: object) -> tuple[str, ...]:
    """The ids that ``thing`` was marked with; empty when it was not."""
    return tuple(getattr(thing, ATTRIBUTE, ()))
