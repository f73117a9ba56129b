"""Markdown: for a job summary or a repository. Subject words stand in code blocks that they cannot close."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reports import verdicts, wording
from reports.records import Record

SUFFIX = ".md"
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|!&~])")


def render(records: Sequence[Record]) -> str:
    """The matrix by chapter, what not every loop keeps, every broken clause in words, and every clause."""
    parts = ["# asyncio conformance", "", *_matrix(records), "", *_differences(records)]
    for record in records:
        parts += _failures(record)
    parts += _every_clause(records)
    return "\n".join(parts).rstrip() + "\n"


def _matrix(records: Sequence[Record]) -> list[str]:
    judged = [verdicts.chapters(verdicts.judge(record)) for record in records]
    names = dict.fromkeys(name for groups in judged for name in groups)
    rows = [
        [name, *(wording.cell(groups[name]) if name in groups else "" for groups in judged)] for name in names
    ]
    return _table(["chapter", *(_title(record) for record in records)], rows)


def _title(record: Record) -> str:
    over = f" over {record.subject.over}" if record.subject.over else ""
    return f"{record.subject.title}{over}"


def _differences(records: Sequence[Record]) -> list[str]:
    """One row per clause that some loop does not keep: broken is bold, known breaks say so."""
    by_record = _by_clause(records)
    rows = [
        [clause_id, *(_word(judged.get(clause_id)) for judged in by_record)]
        for clause_id in _order(by_record)
        if any(_noteworthy(judged.get(clause_id)) for judged in by_record)
    ]
    if not rows:
        return ["Every clause that was asked is kept.", ""]
    return ["## Clauses not kept by every loop", "", *_table(["clause", *map(_title, records)], rows), ""]


def _every_clause(records: Sequence[Record]) -> list[str]:
    """One row per clause: the place where a search for an id finds the answer."""
    by_record = _by_clause(records)
    clauses = {one.clause.id: one.clause for judged in by_record for one in judged.values()}
    rows = [
        [clause_id, clauses[clause_id].force, *(_word(judged.get(clause_id)) for judged in by_record)]
        for clause_id in _order(by_record)
    ]
    return ["## Every clause", "", *_table(["clause", "force", *map(_title, records)], rows), ""]


def _by_clause(records: Sequence[Record]) -> list[dict[str, verdicts.Judged]]:
    return [{one.clause.id: one for one in verdicts.judge(record)} for record in records]


def _order(by_record: Sequence[dict[str, verdicts.Judged]]) -> list[str]:
    return list(dict.fromkeys(clause_id for judged in by_record for clause_id in judged))


def _noteworthy(one: verdicts.Judged | None) -> bool:
    return one is not None and one.verdict in ("broken", "unknown")


def _word(one: verdicts.Judged | None) -> str:
    if one is None:
        return ""
    if one.verdict != "broken":
        return one.verdict
    return "**broken**" if one.new else "broken (known)"


def _failures(record: Record) -> list[str]:
    lines: list[str] = []
    for judged in verdicts.judge(record):
        if _noteworthy(judged):
            head, _, body = wording.failure(judged, record.subject).partition("\n")
            fence = "`" * max(3, 1 + max((len(run) for run in re.findall(r"`+", body)), default=0))
            lines += [f"### {_escape(head)}", "", f"{fence}text", body, fence, ""]
    lines += [f"**Not judged:** {_escape(fault)}\n" for fault in record.faults]
    return [f"## {_escape(_title(record))}", "", *lines] if lines else []


def _table(head: list[str], rows: list[list[str]]) -> list[str]:
    lines = ["| " + " | ".join(map(_escape, head)) + " |", "|" + " --- |" * len(head)]
    return lines + ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
