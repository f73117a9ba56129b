"""The sentences that every format shares: a failure reads the same wherever it is read.

Keeps true: whatever words a record holds, none can move a cursor or start a new line in what we print; each
format escapes them once more in its own way.
"""

from __future__ import annotations

import re

from reports.records import ClauseText, Finding, Subject
from reports.verdicts import Judged

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def visible(words: str) -> str:
    """The words on one line, control characters shown as escapes."""
    return _CONTROL.sub(lambda found: f"\\x{ord(found.group()):02x}", words)


def heading(clause: ClauseText, subject: Subject) -> str:
    """For example ``SOON-02 (must) broken by uvloop 0.23.0 on CPython 3.12.1``."""
    return f"{clause.id} ({clause.force}) broken by {subject.title}"


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
    """The whole report of one broken clause: its first finding, and how many more items agree."""
    lines = [heading(judged.clause, subject), *body(judged.clause, judged.findings[0])]
    if judged.deviation is not None:
        lines.append(f"  known     {judged.deviation.reason} ({judged.deviation.link})")
    if len(judged.findings) > 1:
        lines.append(f"  also      {len(judged.findings) - 1} more item(s) show it")
    return "\n".join(lines)


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
