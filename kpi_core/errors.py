"""The errors that end an action, and the "did you mean" helper. A problem in the data is an `Issue`, never an error.

KpiError
  UnreadableFile   the file cannot be opened or is refused
  FormulaError     a formula that does not parse or refers to something unknown; carries its position
  DefinitionError  a shipped definition breaks its own rules
  AnswerNeeded     a figure waits for the answer to one or more questions
  StoreError       the store refused, and nothing was changed

Every error carries a code and fields; its sentence stands in `texts/<lang>/*.po` under `error.<code>`.
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class KpiError(Exception):
    """Something a person can act on: `say(f"error.{code}", lang, **fields)` is the sentence."""

    def __init__(self, code: str, **fields: object) -> None:
        super().__init__(code, fields)
        self.code = code
        self.fields = fields


class UnreadableFile(KpiError):
    """The file cannot be opened, is empty, is not a table, or is larger than allowed."""


class FormulaError(KpiError):
    """The formula cannot be used; `position` is the zero-based character it went wrong at, None = the whole."""

    def __init__(self, code: str, position: int | None = None, **fields: object) -> None:
        super().__init__(code, **fields)
        self.position = position


class DefinitionError(KpiError):
    """A definition in the repository's own YAML is incomplete or contradicts itself."""


class AnswerNeeded(KpiError):
    """The figure waits for an answer; `fields["questions"]` holds the `Question`s."""


class StoreError(KpiError):
    """The store refused the change; what was stored is as it was."""


def did_you_mean(word: str, known: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """Return the known words nearest to `word`, best first; empty when none is near."""
    return tuple(difflib.get_close_matches(word, list(known), n=most, cutoff=0.6))
