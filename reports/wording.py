"""The sentences that every format shares: a failure reads the same wherever it is read.

Keeps true: whatever words a record holds, none can move a cursor or start a new line in what we print; each
format escapes them once more in its own way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reports.records import ClauseText, Finding, Subject, Verdict
from reports.verdicts import Judged

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def visible(words: str) -> str:
    """The words on one line, control characters shown as escapes."""
    return _CONTROL.sub(lambda found: f"\\x{ord(found.group()):02x}", words)


def heading(clause: ClauseText, subject: Subject, verdict: Verdict = "broken") -> str:
    """For example ``SOON-02 (must) broken by uvloop 0.23.0 on CPython 3.12.1``."""
    words = "broken by" if verdict == "broken" else f"{verdict} for"
    return f"{clause.id} ({clause.force}) {words} {subject.title}"


def body(clause: ClauseText, finding: Finding) -> list[str]:
    """The indented lines under a heading: label and words."""
    rows = [
        ("promise", clause.text),
        ("doing", finding.doing),
        ("program", finding.program),
        ("shown by", finding.shown_by),
        ("expected", finding.expected),
        ("observed", finding.observed),
        ("", finding.pointer),
        ("reason", finding.reason),
        ("replay", finding.replay),
    ]
    return [f"  {label:<9} {visible(words)}".rstrip() for label, words in rows if words]


def failure(judged: Judged, subject: Subject) -> str:
    """The whole report of one clause that is not kept: its first finding, and how many more items agree."""
    lines = [heading(judged.clause, subject, judged.verdict), *body(judged.clause, judged.findings[0])]
    if judged.deviation is not None:
        lines.append(f"  known     {_known(judged)}")
    if len(judged.findings) > 1:
        lines.append(f"  also      {len(judged.findings) - 1} more item(s) show it")
    return "\n".join(lines)


def account(judged: Sequence[Judged], subject: Subject, *, verbose: bool) -> Iterator[str]:
    """Paragraphs for a person: what is new in full, then what is known or unknown, a line each.

    ``verbose`` gives everything in full.
    """
    noted = [one for one in judged if one.verdict in ("broken", "unknown")]
    yield from (failure(one, subject) for one in noted if verbose or one.new)
    if verbose:
        return
    known = [f"  {one.clause.id:<9} {_known(one)}" for one in noted if one.deviation and not one.new]
    if known:
        yield "\n".join([f"Known deviations of {subject.title} (in full: --verbose):", *known])
    reasons: dict[str, list[str]] = {}
    for one in noted:
        if one.verdict == "unknown":
            reasons.setdefault(visible(one.findings[0].reason), []).append(one.clause.id)
    unknown = [f"  {reason}: {', '.join(ids)}" for reason, ids in reasons.items()]
    if unknown:
        yield "\n".join([f"Unknown for {subject.title} (in full: --verbose):", *unknown])


def _known(judged: Judged) -> str:
    deviation = judged.deviation
    return visible(f"{deviation.reason} ({deviation.link})") if deviation else ""


def cell(group: list[Judged]) -> str:
    """One cell of the matrix: kept of asked, then only what a reader must know besides."""
    numbers = {
        "broken": sum(one.new for one in group),
        "known": sum(one.verdict == "broken" and not one.new for one in group),
        "unknown": sum(one.verdict == "unknown" for one in group),
    }
    kept = sum(one.verdict == "kept" for one in group)
    asked = kept + sum(numbers.values())
    return " ".join(
        [f"{kept}/{asked}", *(f"{number} {words}" for words, number in numbers.items() if number)]
    )
