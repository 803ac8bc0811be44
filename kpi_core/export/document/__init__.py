"""A report as a Word document that can be changed: real headings, tables, and charts with their own figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi_core.export.document.paper import Paper
from kpi_core.export.document.sections import agreed, definitions, front, lacking, levels, summary
from kpi_core.texts import say

if TYPE_CHECKING:
    from kpi_core.reports import Report

__all__ = ["document_docx"]


def document_docx(report: Report) -> bytes:
    """Return a report as a Word file: summary, next steps, every KPI, targets and actions, what is missing, definitions."""
    paper = Paper(report)
    for part in (front, summary, levels, agreed, lacking, definitions):
        part(paper)
    return paper.saved(say("handover.file", report.lang, client=report.client, date=report.made))
