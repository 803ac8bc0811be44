"""What the commands print: JSON for scripts, plain lines for people."""

from __future__ import annotations

import json
import math
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import click

from kpi_core.numbers import show_value
from kpi_core.phrases import with_margin
from kpi_core.sentences import tell, tell_issue, tell_question, tell_reading
from kpi_core.targets import as_variant

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping as Map

    from kpi_core.errors import AnswerNeeded, UnreadableFile
    from kpi_core.model import Issue, Kpi, Question, Results
    from kpi_core.texts import Lang

NO_VARIANTS: Map[str, str] = MappingProxyType({})


def print_json(value: object) -> None:
    """Print a value as JSON; what is missing is null."""
    click.echo(json.dumps(_plain(value), ensure_ascii=False, indent=2, allow_nan=False))


def issue_json(issue: Issue, lang: Lang) -> dict[str, object]:
    """Return an issue as scripts get it."""
    return {
        "code": issue.code,
        "level": issue.level,
        "sheet": issue.sheet,
        "cells": list(issue.cells),
        "message": tell_issue(issue, lang),
    }


def question_json(question: Question, lang: Lang) -> dict[str, object]:
    """Return a question with its readings; `--answer ID=CHOICE` answers it."""
    return {
        "id": question.id,
        "kind": question.kind,
        "sheet": question.sheet,
        "column": question.column,
        "question": tell_question(question, lang),
        "readings": [
            {
                "choice": reading.choice,
                "label": tell_reading(question, reading, lang),
                "example": reading.example,
                "sum": reading.effect,
            }
            for reading in question.readings
        ],
    }


def print_questions(questions: Iterable[Question], lang: Lang) -> None:
    """Print each question with the answers it takes."""
    for question in questions:
        click.echo(f"{question.id}: {tell_question(question, lang)}")
        for reading in question.readings:
            example = f"  ({reading.example})" if reading.example else ""
            click.echo(f"  {reading.choice}: {tell_reading(question, reading, lang)}{example}")


def print_issues(issues: Iterable[Issue], lang: Lang) -> None:
    """Print each issue with its place."""
    for issue in issues:
        place = " ".join(part for part in (issue.sheet or "", ", ".join(issue.cells)) if part)
        click.echo(f"[{issue.level}] {place + ': ' if place else ''}{tell_issue(issue, lang)}")


def print_results(results: Results, kpis: Iterable[Kpi], lang: Lang, variants: Map[str, str] = NO_VARIANTS) -> None:
    """Print one line per KPI, period and segment, with the value and its margin as people read them."""
    known = {kpi.id: as_variant(kpi, variants.get(kpi.id)) for kpi in kpis}
    for row in results.frame.to_dict("records"):
        kpi = known[row["kpi"]]
        segment = f"  {row['segment'] or tell('cli.unknown', {}, lang)}" if isinstance(row["segment"], str) else ""
        value = show_value(row["value"], kpi.unit, lang, precision=kpi.precision)
        value = with_margin(value, row["margin"] if row["margin"] > 0 else None, kpi, lang)
        partly = "" if row["complete"] else f"  ({tell('cli.not_complete', {}, lang)})"
        click.echo(f"{kpi.name[lang]}  {row['period']}{segment}  {value}{partly}")


def ask(needed: AnswerNeeded, lang: Lang, *, as_json: bool) -> None:
    """Print the questions a figure waits for."""
    questions: Any = needed.fields["questions"]
    if as_json:
        print_json({"results": [], "issues": [], "questions": [question_json(entry, lang) for entry in questions]})
    else:
        print_questions(questions, lang)
    sentence = tell("error.cli_answer_needed", {"n": len(questions), "question": questions[0].id}, lang)
    click.echo(sentence, err=True)


def refuse(error: UnreadableFile, lang: Lang, *, as_json: bool) -> None:
    """Say why a file cannot be read."""
    sentence = " ".join(tell(f"error.{error.code}", error.fields, lang).split())
    if as_json:
        issue: dict[str, object] = {
            "code": error.code,
            "level": "error",
            "sheet": None,
            "cells": [],
            "message": sentence,
        }
        print_json({"results": [], "sheets": [], "issues": [issue]})
    click.echo(sentence, err=True)


def _plain(value: object) -> object:
    """Return the value as JSON knows it: NaN and infinity are null, numbers of NumPy are numbers."""
    match value:
        case dict():
            return {str(key): _plain(part) for key, part in value.items()}
        case list() | tuple():
            return [_plain(part) for part in value]
        case bool() | str() | None | int():
            return value
        case _ if hasattr(value, "item"):
            return _plain(value.item())
        case float():
            return value if math.isfinite(value) else None
        case _:
            return str(value)
