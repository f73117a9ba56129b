"""``spec/FREEDOMS.md``: what the documentation leaves open, as one page, generated from the ledger.

``python -m conformance.freedoms`` writes it; a test fails while it is stale.
"""

from __future__ import annotations

from conformance import ledger

PAGE = ledger.SPEC_FOLDER / "FREEDOMS.md"
HEAD = """# Freedoms

What asyncio's documentation leaves to the loop. A program that relies on one outcome is not portable; a test
that demands one is wrong. Written by `python -m conformance.freedoms` from the `may` clauses of the ledger.
"""


def render(known: ledger.Ledger) -> str:
    """The page for this ledger."""
    parts = [HEAD]
    for clause in known:
        if clause.force == "may":
            parts.append(f"## {clause.id}\n\n{clause.text}\n\n{clause.intent}\n\nSource: {clause.source}\n")
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(render(ledger.load()), encoding="utf-8")
