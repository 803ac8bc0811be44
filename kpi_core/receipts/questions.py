"""The doubts about a file as cards: every reading with an example and the outcome it gives, and the answers given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kpi_core.numbers import show_date, show_value
from kpi_core.receipts.amounts import main_sum, show_sum, unit_of
from kpi_core.sentences import tell_question, tell_reading
from kpi_core.texts import Lang, say
from kpi_core.units import Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kpi_core.model import Mapping, Question, Reading, Table

VAT = ("vat", "vat_rate")


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


@dataclass(frozen=True)
class AnswerLine:
    """A question that was answered, and what the answer was; `id` takes it back."""

    id: str
    title: str
    answer: str


def question_cards(
    questions: Iterable[Question], lang: Lang, tables: Sequence[tuple[Table, Mapping]] = ()
) -> tuple[QuestionCard, ...]:
    """Return each question with its readings.

    A reading shows the sum it gives, in the unit of its column; without a sum, or when every reading gives the same, the
    example as it would be read. tables: those the questions are about, with what their columns mean.
    """
    return tuple(
        QuestionCard(
            question.id,
            question.sheet,
            tell_question(question, lang),
            tuple(_reading(question, reading, _unit(question, tables), lang) for reading in question.readings),
        )
        for question in questions
    )


def answer_line(question: Question, choice: str, lang: Lang) -> AnswerLine:
    """Return an answered question with the words of its answer."""
    words = next((tell_reading(question, entry, lang) for entry in question.readings if entry.choice == choice), choice)
    return AnswerLine(question.id, tell_question(question, lang), words)


def _unit(question: Question, tables: Sequence[tuple[Table, Mapping]]) -> Unit:
    """Return what the effects of a question count in: its column, else the main sum of its table."""
    if question.kind in VAT:
        return Unit.CURRENCY
    own = [(table, mapping) for table, mapping in tables if table.name == question.id.rpartition("!")[0]]
    for table, mapping in own or [entry for entry in tables if entry[0].sheet == question.sheet]:
        check = main_sum(table, mapping)
        column = question.column or (check.column if check else None)
        if column is not None:
            return unit_of(table, mapping, column)
    return Unit.SCORE


def _reading(question: Question, reading: Reading, unit: Unit, lang: Lang) -> ReadingCard:
    title = tell_reading(question, reading, lang)
    if reading.effect is None or len({entry.effect for entry in question.readings}) == 1:
        note = say(_note(question), lang)
        return ReadingCard(reading.choice, title, _example(reading.example, lang), note)
    currency = reading.fields.get("currency")
    effect = show_sum(reading.effect, unit, lang, currency=currency if isinstance(currency, str) else "EUR")
    return ReadingCard(reading.choice, title, effect, _effect_note(question, reading, lang))


def _note(question: Question) -> str:
    if question.kind == "join":
        return "receipt.reading.join"
    return "receipt.reading.example" if question.column else "receipt.reading.files"


def _effect_note(question: Question, reading: Reading, lang: Lang) -> str:
    if question.column is None:
        return say("receipt.reading.sum", lang)
    own = reading.fields.get("value")
    example = show_value(own, Unit.SCORE, lang, precision=2) if isinstance(own, float) else reading.example
    if not example:
        return say("receipt.reading.column", lang, column=question.column)
    return say("receipt.reading.effect", lang, column=question.column, example=_example(example, lang))


def _example(text: str, lang: Lang) -> str:
    try:
        return show_date(date.fromisoformat(text), lang)
    except ValueError:
        return text
