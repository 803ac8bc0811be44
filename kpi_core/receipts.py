"""What was read of a file, in words: the facts with their proof, the questions, the columns, what was left out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kpi_core.mapping import allowed_roles
from kpi_core.numbers import show_count, show_date, show_value
from kpi_core.roles import KINDS, ROLES
from kpi_core.sentences import tell, tell_issue, tell_question, tell_reading
from kpi_core.texts import Lang, say
from kpi_core.units import Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kpi_core.model import Issue, Mapping, Question, SumCheck, Table

MONEY = ("money", "number")
VAT = ("vat", "vat_rate")
MOST_CELLS = 8


@dataclass(frozen=True)
class Fact:
    """One figure of the receipt with what it is and what proves it. `good`: the proof holds; False: it does not."""

    label: str
    value: str
    note: str
    good: bool | None = None


@dataclass(frozen=True)
class ColumnLine:
    """One column of a file with the role it got, in words; `column` is its name in the table."""

    column: str
    letter: str
    header: str
    example: str
    role: str
    certainty: str
    reason: str


@dataclass(frozen=True)
class ReadingCard:
    """One answer to a question: what it would mean, and the outcome it gives."""

    choice: str
    title: str
    value: str
    note: str


@dataclass(frozen=True)
class QuestionCard:
    """A question with every reading as a card."""

    id: str
    sheet: str
    title: str
    readings: tuple[ReadingCard, ...]


def headline(tables: Iterable[Table], lang: Lang, *, waiting: int = 0) -> str:
    """Return the outcome as a sentence: how many rows, and whether the sums equal the file's own.

    waiting: how many questions are open; until they are answered nothing is said about the sums.
    """
    tables = tuple(tables)
    rows = sum(table.receipt.rows_read for table in tables)
    checks = [check.matches for table in tables for check in table.receipt.sums if check.file_total is not None]
    proof = "none" if not checks else "equal" if all(checks) else "unequal"
    read = say("receipt.read", lang, n=rows, count=show_count(rows, lang))
    if waiting:
        return f"{read} {say('receipt.proof.waiting', lang, n=waiting)}"
    return f"{read} {say(f'receipt.proof.{proof}', lang)}"


def facts(table: Table, mapping: Mapping, lang: Lang) -> tuple[Fact, ...]:
    """Return rows read, rows skipped, our sum and the file's own total; the last two only where there is a sum."""
    receipt = table.receipt
    read = say("receipt.rows", lang, n=receipt.rows_read, count=show_count(receipt.rows_read, lang))
    skipped = len(receipt.skipped)
    found = [
        Fact(say("receipt.fact.read", lang), read, _span(table, mapping, lang)),
        Fact(
            say("receipt.fact.skipped", lang),
            say("receipt.rows", lang, n=skipped, count=show_count(skipped, lang)),
            _why_skipped(table, lang),
        ),
    ]
    check = _main_sum(table, mapping)
    if check is None:
        return tuple(found)
    money = {column.name: column.type for column in table.columns}[check.column] == "money"
    unit = Unit.CURRENCY if money or _role_type(mapping, check.column) == "money" else Unit.SCORE
    found.append(
        Fact(
            say("receipt.fact.sum", lang, column=check.column),
            show_value(check.sum, unit, lang, precision=2 if unit is Unit.CURRENCY else None),
            say("receipt.note.sum", lang),
        )
    )
    if check.file_total is not None:
        total = show_value(check.file_total, unit, lang, precision=2 if unit is Unit.CURRENCY else None)
        label = say("receipt.fact.total", lang, cell=check.cell or "")
        proof = say("receipt.note.equal" if check.matches else "receipt.note.unequal", lang)
        found.append(Fact(label, total, proof, good=bool(check.matches)))
    return tuple(found)


def _span(table: Table, mapping: Mapping, lang: Lang) -> str:
    role = KINDS[mapping.kind].date_role if mapping.kind else None
    column = mapping.roles.get(role) if role else None
    if column is None:
        return say("receipt.span.none", lang)
    days = table.frame[column].dropna()
    if days.empty or not hasattr(days, "dt"):
        return say("receipt.span.none", lang)
    first, last = days.min().date(), days.max().date()
    return say("receipt.span", lang, first=show_date(first, lang, short=True), last=show_date(last, lang, short=True))


def _why_skipped(table: Table, lang: Lang) -> str:
    counts = Counter(entry.reason for entry in table.receipt.skipped)
    parts = [say(f"receipt.skipped.{reason}", lang, n=n, count=show_count(n, lang)) for reason, n in counts.items()]
    return ", ".join(parts) or say("receipt.skipped.none", lang)


def _role_type(mapping: Mapping, column: str) -> str | None:
    return next((ROLES[role].type for role, name in mapping.roles.items() if name == column), None)


def _main_sum(table: Table, mapping: Mapping) -> SumCheck | None:
    """Return the sum worth showing: that of the money column in use, one with a total of the file's own first."""

    def rank(check: SumCheck) -> tuple[bool, bool, bool]:
        kind = _role_type(mapping, check.column)
        return (kind == "money", check.file_total is not None, kind in MONEY)

    return max(table.receipt.sums, key=rank, default=None)


def question_cards(questions: Iterable[Question], lang: Lang) -> tuple[QuestionCard, ...]:
    """Return each question with its readings; a reading's value is the example as it would be read."""
    return tuple(
        QuestionCard(
            question.id,
            question.sheet,
            tell_question(question, lang),
            tuple(_reading(question, index, lang) for index in range(len(question.readings))),
        )
        for question in questions
    )


def _reading(question: Question, index: int, lang: Lang) -> ReadingCard:
    reading = question.readings[index]
    title = tell_reading(question, reading, lang)
    if reading.effect is None or len({entry.effect for entry in question.readings}) == 1:
        note = say("receipt.reading.example" if question.column else "receipt.reading.files", lang)
        return ReadingCard(reading.choice, title, _example(reading.example, lang), note)
    effect = show_value(reading.effect, Unit.SCORE, lang, precision=2)
    own = reading.fields.get("value") if question.kind in VAT else None
    example = show_value(float(own), Unit.SCORE, lang, precision=2) if isinstance(own, float) else reading.example
    return ReadingCard(reading.choice, title, effect, say("receipt.reading.effect", lang, example=example))


def _example(text: str, lang: Lang) -> str:
    try:
        return show_date(date.fromisoformat(text), lang)
    except ValueError:
        return text


def role_names(kind: str | None, lang: Lang) -> dict[str | None, str]:
    """Return the roles a column of this kind of table can have, by name; None = not used."""
    unused: dict[str | None, str] = {None: say("receipt.role.unused", lang)}
    if kind is None:
        return unused
    named = {role: ROLES[role].name[lang] for role in allowed_roles(kind)}
    return unused | dict(sorted(named.items(), key=lambda entry: entry[1].casefold()))


def kind_names(lang: Lang) -> dict[str | None, str]:
    """Return what a table can be about, by name; None = not used."""
    named = {kind: entry.name[lang] for kind, entry in KINDS.items()}
    unused: dict[str | None, str] = {None: say("receipt.kind.unused", lang)}
    return unused | dict(sorted(named.items(), key=lambda entry: entry[1].casefold()))


def column_lines(table: Table, mapping: Mapping, lang: Lang) -> tuple[ColumnLine, ...]:
    """Return every column in the file's order with its role, how sure that is, and why."""
    roles = {entry.column: entry for entry in mapping.columns}
    names = role_names(mapping.kind, lang)
    lines = []
    for column in table.columns:
        entry = roles.get(column.name)
        role = entry.role if entry else None
        lines.append(
            ColumnLine(
                column.name,
                column.letter,
                column.header,
                column.examples[0] if column.examples else "",
                names.get(role) or ROLES[str(role)].name[lang],
                say(f"receipt.certainty.{entry.confidence if entry else 'sure'}", lang),
                tell(f"reason.{entry.reason}", entry.fields, lang) if entry else "",
            )
        )
    return tuple(lines)


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
