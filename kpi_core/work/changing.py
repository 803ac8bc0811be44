"""Changes of a target: each keeps what it asked before, with who, when and why; an earlier one can stand again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from kpi_core.errors import StoreError
from kpi_core.model import Agreement
from kpi_core.numbers import show_date
from kpi_core.targets import as_variant
from kpi_core.targets.agreement import asks, place_key
from kpi_core.targets.spoken import phrase
from kpi_core.texts import say
from kpi_core.work.agreeing import KIND
from kpi_core.work.goals import set_target
from kpi_core.work.known import catalogue, known_kpi

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from kpi_core.model import Target
    from kpi_core.store import Store, TargetVersion
    from kpi_core.texts import Lang

SITTING = timedelta(minutes=5)
"""What the same person replaced within this time, without a word and without a vote about it, was still being drawn up."""


@dataclass(frozen=True)
class TargetState:
    """One thing a target asked, in words. since: from when; who, why: as they were given, "" = nobody said.

    by: who and when in words, for a list. version: the id to go back to it by. target: None = it was taken away then. now: it is what stands.
    """

    version: int
    target: Target | None
    words: str
    who: str
    since: datetime
    why: str
    now: bool
    by: str = ""


def change_target(store: Store, workspace: str, target: Target) -> Target:
    """Let a target stand as `set_target` does. The reason of the earlier change does not explain this one, so it stays behind."""
    with store.reading(workspace) as space:
        before = space.targets.get(target.kpi, target.segment, target.where)
    moved = before is not None and asks(before) != asks(target)
    return set_target(store, workspace, replace(target, why="") if moved else target)


def explain_change(store: Store, workspace: str, target: Target, why: str) -> Target:
    """Write down why what stands was changed into this. Raises StoreError `no_target`."""
    with store.reading(workspace) as space:
        kept = space.targets.get(target.kpi, target.segment, target.where)
    if kept is None:
        raise StoreError("no_target")
    return set_target(store, workspace, replace(kept, why=why))


def restore_target(store: Store, workspace: str, target: Target, version: int) -> Target:
    """Let an earlier state of a target stand again, as a change of its own. Raises StoreError `no_target`."""
    with store.reading(workspace) as space:
        versions = space.targets.history(target.kpi, target.segment, target.where)
    found = next((one.target for one in versions if one.id == version and one.target), None)
    if found is None:
        raise StoreError("no_target")
    return set_target(store, workspace, replace(found, why=""))


def target_states(store: Store, workspace: str, target: Target, lang: Lang) -> tuple[TargetState, ...]:
    """Return everything a target asked in turn, newest first; versions that ask the same are one state.

    What the same person replaced within minutes, without a reason and without a vote about it, is left out; it stays kept.
    """
    with store.reading(workspace) as space:
        versions = space.targets.history(target.kpi, target.segment, target.where)
        agreed = (one.value for one in space.entries(KIND).history(place_key(target)))
        about = {one.about for one in agreed if isinstance(one, Agreement)}
    if not versions:
        return ()
    kpi = known_kpi(catalogue(store, workspace), target.kpi)
    groups = _merged(_meant(_grouped(reversed(versions)), about))

    def state(group: Sequence[TargetVersion], *, now: bool) -> TargetState:
        last = group[-1]
        why = next((one.target.why for one in reversed(group) if one.target and one.target.why), "")
        own = as_variant(kpi, last.target.variant) if last.target else kpi
        words = _words(last.target, phrase(last.target, own, lang), lang) if last.target else say("changed.gone", lang)
        who, since = group[0].who, group[0].created_at
        by = " · ".join(filter(None, (who, show_date(since.date(), lang))))
        return TargetState(last.id, last.target, words, who, since, why, now, by)

    return tuple(state(group, now=group is groups[-1]) for group in reversed(groups))


def _words(target: Target, said: str, lang: Lang) -> str:
    days = {"start": show_date(target.start, lang), "until": show_date(target.until, lang)}
    return say("changed.asked", lang, asked=f"{said[:1].upper()}{said[1:]}", **days)


def _grouped(versions: Iterable[TargetVersion]) -> list[list[TargetVersion]]:
    """Put versions, oldest first, together while they ask the same."""
    groups: list[list[TargetVersion]] = []
    for one in versions:
        if groups and _ask(groups[-1][-1]) == _ask(one):
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups


def _meant(groups: list[list[TargetVersion]], about: set[str]) -> list[list[TargetVersion]]:
    """Leave out what was still being drawn up."""

    def draft(group: list[TargetVersion], after: TargetVersion) -> bool:
        said = any(one.target and one.target.why for one in group)
        quick = after.created_at - group[0].created_at < SITTING and after.who == group[-1].who
        return quick and not said and _ask(group[-1]) not in about and after.target is not None

    followed = pairwise(groups)
    return [*(group for group, after in followed if not draft(group, after[0])), groups[-1]]


def _merged(groups: list[list[TargetVersion]]) -> list[list[TargetVersion]]:
    """Put neighbours that ask the same together again, now that what stood between them is out."""
    return _grouped(one for group in groups for one in group)


def _ask(version: TargetVersion) -> str:
    return asks(version.target) if version.target else ""
