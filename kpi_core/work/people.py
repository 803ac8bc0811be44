"""The people of a workspace: everyone who was named anywhere, so that a name is typed once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi_core.errors import StoreError
from kpi_core.work.names import clean_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kpi_core.store import Space, Store

_PEOPLE = "people"
MOST_PEOPLE = 60


def people(store: Store, workspace: str) -> tuple[str, ...]:
    """Return the names: those put on the list first, then those who own, vote, act, decide or were present, by name."""
    with store.reading(workspace) as space:
        listed = tuple(space.settings.all().get(_PEOPLE) or ())
        named = {name for name in _named(space) if name and name not in listed}
    return (*listed, *sorted(named, key=str.casefold))


def team(store: Store, workspace: str) -> tuple[str, ...]:
    """Return the names put on the list, in the order in which they were put there."""
    with store.reading(workspace) as space:
        return tuple(space.settings.all().get(_PEOPLE) or ())


def set_team(store: Store, workspace: str, names: Sequence[str]) -> tuple[str, ...]:
    """Let these be the names on the list and return them as kept. Raises StoreError `empty_name` or `too_many_people`."""
    kept = tuple(dict.fromkeys(clean_name(name) for name in names))
    if len(kept) > MOST_PEOPLE:
        raise StoreError("too_many_people", most=MOST_PEOPLE)
    with store.writing(workspace) as space:
        space.settings.put(_PEOPLE, list(kept) or None)
    return kept


def _named(space: Space) -> Iterator[str]:
    yield from (target.owner for target in space.targets.all())
    for agreement in space.entries("agreement").all().values():
        yield from (agreement.accepted_by, *agreement.asked, *(vote.person for vote in agreement.votes))
    yield from (entry.owner for kind in ("action", "decision") for entry in space.entries(kind).all().values())
    yield from (name for entry in space.entries("round").all().values() for name in entry.present)
