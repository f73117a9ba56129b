"""JSON: the records themselves, with the merged verdicts beside them, for machines."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from reports import verdicts
from reports.records import Record

SUFFIX = ".json"


def render(records: Sequence[Record]) -> str:
    """A list with one object a record: ``record`` as written, ``verdicts`` by clause id."""
    document = [
        {
            "record": record,
            "verdicts": {one.clause.id: one.verdict for one in verdicts.judge(record)},
            "new": [one.clause.id for one in verdicts.judge(record) if one.new],
        }
        for record in records
    ]
    return msgspec.json.format(msgspec.json.encode(document), indent=1).decode() + "\n"
