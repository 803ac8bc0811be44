"""The answers given to a draft, with the questions they belong to, so that each can be told and taken back."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from kpi_core.work.drafts import HIDDEN, build
from kpi_core.work.waiting import DRAFTS_KEPT, Waiting, waiting_in

if TYPE_CHECKING:
    from collections.abc import Mapping as Map

    from kpi_core.model import Question
    from kpi_core.store import Store, StoredDraft

ROUNDS = 2  # some questions are asked only once an earlier one is answered


def answered(store: Store, workspace: str) -> tuple[tuple[Question, str], ...]:
    """Return each question of the draft that was answered with the choice taken, in the order of asking.

    The files are read again without the answers, as they were the first time. An answer whose question does not come
    back, because the file no longer raises it, is left out.
    """
    with store.reading(workspace) as space:
        found = waiting_in(space)
        return () if found is None else _answered(found)


@lru_cache(maxsize=DRAFTS_KEPT)
def _answered(waiting: Waiting) -> tuple[tuple[Question, str], ...]:
    space, stored = waiting.space, waiting.stored
    given = {key: choice for key, choice in build(space, stored).answers.items() if not key.endswith(HIDDEN)}
    found: dict[str, Question] = {}
    for _ in range(ROUNDS):
        if set(found) >= set(given):
            break
        asked = build(space, _with_only(stored, found)).all_questions
        found |= {question.id: question for question in asked if question.id in given}
    return tuple((question, given[id_]) for id_, question in found.items())


def _with_only(stored: StoredDraft, known: Map[str, object]) -> StoredDraft:
    """Return the draft with no answers but those to the questions already found."""
    kept = set(known)
    files = tuple(
        replace(file, answers={key: choice for key, choice in file.answers.items() if _stays(key, kept)})
        for file in stored.files
    )
    return replace(stored, files=files, answers={key: choice for key, choice in stored.answers.items() if key in kept})


def _stays(key: str, kept: set[str]) -> bool:
    return key == HIDDEN or any(id_ == key or id_.endswith(f": {key}") for id_ in kept)
