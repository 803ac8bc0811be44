"""One file, whatever its container, to `Sheet`s; and the names of sheets when several files are read as one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kpi_core.model import Issue
from kpi_core.read.container import sniff
from kpi_core.read.delimited import read_delimited
from kpi_core.read.html import read_html
from kpi_core.read.spreadsheetml import read_spreadsheetml
from kpi_core.read.workbook import read_workbook

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping as Map

    from kpi_core.errors import UnreadableFile
    from kpi_core.model import Question, Sheet
    from kpi_core.read.unpack import Piece

_AS_A_SHEET = {
    "not_a_table": "sheet_without_table",
    "no_rows": "sheet_without_rows",
    "empty_file": "sheet_empty",
    "only_hidden_sheets": "hidden_sheet",
}
_PROTECTED = ("password_protected", "password_unsupported", "wrong_password")
_OTHER = ("executable", "html_not_excel", "unknown_format")


@dataclass(frozen=True)
class Contents:
    """The sheets of one file, what is odd about them, and what has to be asked before any cell can be read."""

    sheets: tuple[Sheet, ...]
    issues: tuple[Issue, ...] = ()
    questions: tuple[Question, ...] = ()


def sheets_of(piece: Piece, answers: Map[str, str]) -> Contents:
    """Return what a file holds; hidden sheets are marked.

    Raises UnreadableFile when it cannot be read or it is not safe to try.
    """
    kind = sniff(piece.data)
    if kind == "text":
        sheet, issues, questions = read_delimited(piece.name, piece.data, answers)
        return Contents((sheet,), issues, questions)
    if kind in ("html", "mhtml"):
        return Contents(*read_html(piece.name, piece.data, archive=kind == "mhtml"))
    if kind == "spreadsheetml":
        return Contents(*read_spreadsheetml(piece.data))
    return Contents(*read_workbook(piece.data, kind))


def names_in(member: str, sheets: Iterable[str]) -> dict[str, str]:
    """Return what the sheets of a file in an archive are called: after the file, with their own name when there are more.

    >>> names_in("mei", ["Orders", "Kosten"])
    {'Orders': 'mei: Orders', 'Kosten': 'mei: Kosten'}
    """
    names = list(dict.fromkeys(sheets))
    return {name: member if len(names) == 1 else f"{member}: {name}" for name in names}


def renamed(issues: Iterable[Issue], names: Map[str, str]) -> tuple[Issue, ...]:
    """Return the issues about the sheets under their new names."""
    found = []
    for issue in issues:
        new = names.get(issue.sheet or "")
        fields = {**issue.fields, "sheet": new} if "sheet" in issue.fields else issue.fields
        found.append(replace(issue, sheet=new, fields=fields) if new else issue)
    return tuple(found)


def refused_member(name: str, label: str, error: UnreadableFile) -> Issue:
    """Return the issue that says why one file of an archive was not read."""
    if error.code in _AS_A_SHEET:
        return Issue(_AS_A_SHEET[error.code], "warning", label, (), {"sheet": label})
    if error.code in _PROTECTED:
        return Issue("member_protected", "warning", None, (), {"member": name})
    return Issue("member_other" if error.code in _OTHER else "member_unread", "warning", None, (), {"member": name})
