"""Which tables of a draft belong to lists of products, customers or regions, here or confirmed before; a person decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpi_core.joining import APART, TOGETHER, Join, decided, not_unique, propose_joins, question_of

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from collections.abc import Sequence

    from kpi_core.model import Issue, Mapping, Question, Table
    from kpi_core.store import Space

SETTING = "joins"
"""The setting of a workspace under which its decisions are kept: `Join.id` to what was chosen."""
LIST = ""
"""The kind of a confirmed part that is a list to look into and no rows of its own."""


@dataclass(frozen=True)
class DraftJoin:
    """A table and a list that belong together, with how many rows match. together: whether confirming joins them.

    place: which table of the draft is the list, None = it was confirmed before. decided: a person said so. question: the choice in words, with how many rows find each other.
    """

    join: Join
    place: int | None
    table: str
    list: str
    question: Question
    together: bool
    decided: bool

    @property
    def asked(self) -> bool:
        """Whether it has to be answered before the data can be used."""
        return not self.join.sure and not self.decided


@dataclass(frozen=True)
class DraftJoins:
    """The joins of a draft, and what there is to say about lists that cannot be joined."""

    found: tuple[DraftJoin, ...] = ()
    told: tuple[Issue, ...] = ()

    @property
    def questions(self) -> tuple[Question, ...]:
        """The joins that have to be decided on."""
        return tuple(entry.question for entry in self.found if entry.asked)

    @property
    def lists(self) -> frozenset[int]:
        """Which tables of the draft are lists that confirming looks into."""
        return frozenset(entry.place for entry in self.found if entry.together and entry.place is not None)


def joins_of(
    space: Space, before: Sequence[tuple[Table, Mapping]], fresh: Sequence[tuple[Table, Mapping]]
) -> DraftJoins:
    """Return the joins that can be made with the tables of a draft, with what was decided about them.

    before: what was confirmed earlier; joins within it are not told again. fresh: the tables of the draft.
    """
    parts = [*before, *fresh]
    decisions = decisions_of(space)
    found = propose_joins(parts)
    made = {join.id for join in decided(found, decisions)}
    joins = tuple(
        DraftJoin(
            join,
            join.right - len(before) if join.right >= len(before) and parts[join.right][1].kind is None else None,
            parts[join.left][0].name,
            parts[join.right][0].name,
            question_of(join, parts),
            join.id in made,
            join.id in decisions,
        )
        for join in found
        if max(join.left, join.right) >= len(before)
    )
    return DraftJoins(joins, not_unique(parts))


def decisions_of(space: Space) -> Map[str, str]:
    """Return what was decided about joins in this workspace: `Join.id` to "together" or "apart"."""
    kept = space.settings.all().get(SETTING)
    if not isinstance(kept, dict):
        return {}
    return {str(key): str(choice) for key, choice in kept.items() if choice in (TOGETHER, APART)}


def decide(space: Space, join: str, choice: str | None) -> None:
    """Keep what a person decided about a join; None takes the decision back."""
    others = {key: was for key, was in decisions_of(space).items() if key != join}
    space.settings.put(SETTING, others if choice is None else {**others, join: choice})
