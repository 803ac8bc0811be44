"""Which of the two customer effort questions was asked: they run in opposite directions, so it is asked and never guessed.

CES 2.0 (Dixon et al., 2013) goes from 1 to 7 and higher is easier; the first CES goes from 1 to 5 and lower is easier. A score
above 5 settles it. Without one both are possible.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Literal

import pandas as pd

from kpi_core.model import Question, Reading
from kpi_core.roles import ROLES, normalise

if TYPE_CHECKING:
    from collections.abc import Mapping as Map

    from kpi_core.model import Mapping, Table

KIND = "ces_version"
OLD_TOP = 5
"""The highest score of the first CES."""
CHOICES: Map[str, Literal["new", "old"]] = {"ces_new": "new", "ces_old": "old"}


def settle_effort(mapping: Mapping, table: Table, answers: Map[str, str]) -> Mapping:
    """Return the mapping of a survey with the version of its effort question told, remembered or asked.

    `effort` is "" without such scores, "open" while the question is open: `dataset.prepare` then leaves the scores out.
    """
    if mapping.kind != "surveys":
        return mapping
    before = mapping.effort
    questions = tuple(question for question in mapping.questions if question.kind != KIND)
    mapping = replace(mapping, effort="", questions=questions)
    scores = _scores(mapping, table)
    if scores is None:
        return mapping
    if scores.max() > OLD_TOP:
        return replace(mapping, effort="new")
    question = _question(mapping, table, scores)
    chosen = CHOICES.get(answers.get(question.id, "")) or (before if before in {"new", "old"} else None)
    if chosen:
        return replace(mapping, effort=chosen)
    return replace(mapping, effort="open", questions=(*mapping.questions, question))


def _scores(mapping: Mapping, table: Table) -> pd.Series | None:
    """Return the scores on the effort question; None when there are none, or cells that are still to be read."""
    roles = mapping.roles
    if not {"survey_type", "score"} <= roles.keys():
        return None
    scores = table.frame[roles["score"]]
    if not pd.api.types.is_numeric_dtype(scores):
        return None
    names = _names()
    asked = table.frame[roles["survey_type"]].map(lambda word: normalise(str(word)) in names, na_action="ignore")
    found = scores[asked.eq(other=True)].dropna()
    return None if found.empty else found


@cache
def _names() -> frozenset[str]:
    spelled = ROLES["survey_type"].values  # noqa: PD011  # a Role, no Series
    return frozenset(normalise(word) for word in ("ces", *spelled["ces"]))


def _question(mapping: Mapping, table: Table, scores: pd.Series) -> Question:
    column = next(column for column in table.columns if column.name == mapping.roles["score"])
    example = f"{scores.iloc[0]:g}"
    readings = tuple(Reading(choice, example) for choice in CHOICES)
    fields = {"header": column.header, "n": len(scores), "most": f"{scores.max():g}"}
    return Question(f"{table.name}!{column.letter}:{KIND}", KIND, table.sheet, column.name, readings, fields)
