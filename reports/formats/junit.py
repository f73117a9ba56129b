"""JUnit XML: one suite a record, one case a clause; what XML cannot hold is shown as an escape."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree import ElementTree as xml

from reports import verdicts, wording
from reports.records import Record, Subject

SUFFIX = ".xml"
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(records: Sequence[Record]) -> str:
    """A newly broken clause of any force but ``may`` is a failure; a known one is skipped, with its link."""
    root = xml.Element("testsuites", name="asyncio conformance")
    for record in records:
        root.append(_suite(record))
    xml.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + xml.tostring(root, encoding="unicode") + "\n"


def _suite(record: Record) -> xml.Element:
    judged = verdicts.judge(record)
    suite = xml.Element("testsuite", name=_safe(record.subject.title), timestamp=_safe(record.started))
    for one in judged:
        suite.append(_case(one, record.subject))
    for fault in record.faults:
        case = xml.SubElement(suite, "testcase", classname="loopspec", name="the exam could judge")
        xml.SubElement(case, "error", message=_safe(fault))
    suite.set("tests", str(len(suite)))
    suite.set("failures", str(len(suite.findall("testcase/failure"))))
    suite.set("errors", str(len(record.faults)))
    suite.set("skipped", str(len(suite.findall("testcase/skipped"))))
    suite.set("time", f"{record.seconds:.3f}")
    return suite


def _case(one: verdicts.Judged, subject: Subject) -> xml.Element:
    seconds = sum(finding.seconds for finding in one.findings)
    case = xml.Element("testcase", classname=_safe(f"{subject.loop}.{one.clause.chapter}"))
    case.set("name", _safe(f"{one.clause.id} ({one.clause.force}) {one.clause.text}"))
    case.set("time", f"{seconds:.3f}")
    if one.new:
        failure = xml.SubElement(case, "failure", message=_safe(wording.heading(one.clause, subject)))
        failure.text = _safe(wording.failure(one, subject))
    elif one.verdict == "broken" and one.deviation is not None:
        xml.SubElement(case, "skipped", message=_safe(f"known: {one.deviation.reason} {one.deviation.link}"))
    elif one.verdict != "kept":
        reason = one.findings[0].reason if one.findings else ""
        xml.SubElement(case, "skipped", message=_safe(f"{one.verdict} {reason}".strip()))
    return case


def _safe(text: str) -> str:
    return _FORBIDDEN.sub(lambda found: f"\\x{ord(found.group()):02x}", text)
