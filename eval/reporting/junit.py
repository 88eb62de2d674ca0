"""A run as JUnit XML, which CI systems show question by question."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from eval.running import Result, Run
from eval.summary import Summary

__all__ = ["junit"]

# XML 1.0 has no way to write these, not even escaped.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(run: Run, summary: Summary) -> str:
    """The text of ``junit.xml``: one test case a question."""
    tally = summary.overall
    suite = ET.Element(
        "testsuite",
        name=_clean(summary.name),
        tests=str(tally.questions),
        failures=str(tally.failed),
        errors=str(tally.errors),
        time=f"{sum(sum(result.seconds) for result in run.results):.3f}",
    )
    suite.extend(_case(result, summary.name) for result in run.results)
    ET.indent(suite)
    return ET.tostring(suite, encoding="unicode", xml_declaration=True) + "\n"


def _case(result: Result, name: str) -> ET.Element:
    case = ET.Element(
        "testcase",
        classname=_clean(name),
        name=_clean(f"{result.question.id}: {result.question.asked[-1]}"),
        time=f"{sum(result.seconds):.3f}",
    )
    if result.outcome != "passed":
        kind = "error" if result.outcome == "error" else "failure"
        wrong = ET.SubElement(case, kind, message=_clean("; ".join(result.complaints)))
        wrong.text = _clean(str(result.shown.get("text", "")))
    return case


def _clean(text: str) -> str:
    return _NOT_XML.sub("�", text)
