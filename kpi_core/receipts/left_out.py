"""What was left out of a file and what there is to remark, in words with the place it is about."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kpi_core.numbers import show_count
from kpi_core.sentences import tell_issue
from kpi_core.texts import Lang, say, texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpi_core.model import Issue, Table

MOST_CELLS = 8


def skipped_counts(table: Table, lang: Lang) -> str:
    """Return how many rows were left out per reason, in one line."""
    counts = Counter(entry.reason for entry in table.receipt.skipped)
    parts = [_count(reason, n, lang) for reason, n in counts.items()]
    return ", ".join(parts) or say("receipt.skipped.none", lang)


def _count(reason: str, n: int, lang: Lang) -> str:
    """Return "31 leeg"; a reason without a short form is told as in the list."""
    key = f"receipt.skipped.{reason}"
    if key in texts(lang):
        return say(key, lang, n=n, count=show_count(n, lang))
    return f"{show_count(n, lang)} {say(f'skipped.{reason}', lang)}"


def skipped_lines(table: Table, lang: Lang) -> tuple[tuple[str, str], ...]:
    """Return the skipped rows as (rows as Excel counts them, why), neighbours with one reason together."""
    lines: list[tuple[int, int, str]] = []
    for entry in table.receipt.skipped:
        if lines and lines[-1][2] == entry.reason and entry.row == lines[-1][1] + 1:
            lines[-1] = (lines[-1][0], entry.row, entry.reason)
        else:
            lines.append((entry.row, entry.row, entry.reason))
    return tuple(
        (str(first) if first == last else f"{first}\u2013{last}", say(f"skipped.{reason}", lang))
        for first, last, reason in lines
    )


def issue_lines(issues: Sequence[Issue], lang: Lang) -> tuple[tuple[str, str, str], ...]:
    """Return each issue as (sheet, cells, sentence), the gravest first."""
    order = ("error", "warning", "question", "info")
    return tuple(
        (issue.sheet or "", _cells(issue), tell_issue(issue, lang))
        for issue in sorted(issues, key=lambda entry: order.index(entry.level))
    )


def _cells(issue: Issue) -> str:
    shown = ", ".join(issue.cells[:MOST_CELLS])
    return f"{shown}, \u2026" if len(issue.cells) > MOST_CELLS else shown
