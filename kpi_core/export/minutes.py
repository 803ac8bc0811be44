"""Minutes as a Word document: headings, plain lines, nothing a reader cannot change."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from docx import Document

if TYPE_CHECKING:
    from docx.document import Document as Doc

    from kpi_core.reports.minutes import Line, Minutes


def minutes_docx(minutes: Minutes) -> bytes:
    """Return minutes as a Word file. Text of people goes in as text: Word takes none of it for a field, a link or a formula."""
    made = Document()
    made.core_properties.title = minutes.title
    made.core_properties.author = minutes.client
    made.add_heading(minutes.title, level=0)
    made.add_paragraph(f"{minutes.client} · {minutes.held}")
    made.add_paragraph(minutes.outcome)
    if minutes.present:
        _labelled(made, minutes.words["present"], minutes.present)
    if minutes.restated:
        made.add_heading(minutes.words["restated"], level=1)
        for text in minutes.restated:
            made.add_paragraph(text, style="List Bullet")
    for line in minutes.lines:
        _line(made, line, minutes)
    if minutes.upcoming:
        made.add_paragraph(minutes.upcoming)
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def _line(made: Doc, line: Line, minutes: Minutes) -> None:
    made.add_heading(line.name, level=1)
    if line.status:
        _labelled(made, f"{line.status}.", line.told)
    else:
        made.add_paragraph(line.told)
    for label, text in line.facts:
        _labelled(made, minutes.words[label], text)


def _labelled(made: Doc, label: str, text: str) -> None:
    paragraph = made.add_paragraph()
    paragraph.add_run(label).bold = True
    paragraph.add_run(f" {text}")
