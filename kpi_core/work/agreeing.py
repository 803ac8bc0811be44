"""What people agreed about a target: who was asked, their votes, the answers to their doubts, and the owner's own yes.

The owner's yes is kept while a doubt stands; the target is called carried only once that doubt is answered.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kpi_core.errors import StoreError
from kpi_core.model import Agreement, Vote
from kpi_core.targets.agreement import MOST_FINGERS, agreed_before, asks, place_key
from kpi_core.work.names import LONGEST_REMARK, clean, clean_name
from kpi_core.work.people import MOST_PEOPLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from kpi_core.model import Target
    from kpi_core.store import Space, Store

KIND = "agreement"


def agreement_of(store: Store, workspace: str, target: Target) -> Agreement:
    """Return what was agreed about a target, empty when nothing was.

    A target kept before votes were counted, with a day it was agreed on and no doubt, counts as its owner's yes on that day.
    What was agreed about another ask comes back as it was: `agreement.about` says about which.
    """
    with store.reading(workspace) as space:
        return agreement_in(space, target)


def agreement_in(space: Space, target: Target) -> Agreement:
    """Return what was agreed about a target, inside a transaction."""
    kept: Agreement | None = space.entries(KIND).get(place_key(target))
    return agreed_before(target) if kept is None else kept


def ask(store: Store, workspace: str, target: Target, people: Iterable[str]) -> Agreement:
    """Let these be the people who are asked about a target; the vote of who is no longer asked is taken out of the count.

    Raises StoreError `no_target`, `target_moved`, `empty_name` or `too_many_people`.
    """
    asked = _once(clean_name(name) for name in people)
    if len(asked) > MOST_PEOPLE:
        raise StoreError("too_many_people", most=MOST_PEOPLE)
    names = {name.casefold() for name in asked}

    def asking(now: Agreement) -> Agreement:
        dropped = {name.casefold() for name in now.asked} - names
        votes = tuple(vote for vote in now.votes if vote.person.casefold() not in dropped)
        return replace(now, asked=asked, votes=votes)

    return _changed(store, workspace, target, asking)


def vote(
    store: Store, workspace: str, target: Target, person: str | None, fingers: int, *, on: date, doubt: str = ""
) -> Agreement:
    """Let someone vote about what a target asks; a later vote takes the place of that person's earlier one.

    person: None = a vote without a name, which comes beside the others. A person who was not asked is from now on.
    Raises StoreError `no_target`, `target_moved`, `fingers`, `empty_name` or `too_many_people`.
    """
    if not 0 <= fingers <= MOST_FINGERS:
        raise StoreError("fingers", most=MOST_FINGERS)
    name = "" if person is None else clean_name(person)
    cast = Vote(name, fingers, on, clean(doubt, LONGEST_REMARK))

    def voting(now: Agreement) -> Agreement:
        same = {one.casefold(): one for one in (*now.asked, *(v.person for v in now.votes))}
        own = replace(cast, person=same.get(name.casefold(), name))
        others = tuple(one for one in now.votes if not name or one.person.casefold() != name.casefold())
        before = next((one for one in now.votes if name and one.person == own.person), None)
        if before and (before.fingers, before.doubt) == (own.fingers, own.doubt):
            return now
        if len(others) >= MOST_PEOPLE:
            raise StoreError("too_many_people", most=MOST_PEOPLE)
        asked = now.asked if not name else _once((*now.asked, own.person))
        return replace(now, asked=asked, votes=(*others, own))

    return _changed(store, workspace, target, voting)


def answer_doubt(store: Store, workspace: str, target: Target, doubt: Vote, answer: str) -> Agreement:
    """Write down what was said to a doubt, a vote as it stands in the agreement; "" opens it again.

    Raises StoreError `no_target` or `target_moved`, and `no_vote` when the vote was changed meanwhile.
    """
    said = clean(answer, LONGEST_REMARK)

    def answering(now: Agreement) -> Agreement:
        if doubt not in now.votes:
            raise StoreError("no_vote")
        place = now.votes.index(doubt)
        return replace(now, votes=(*now.votes[:place], replace(doubt, answer=said), *now.votes[place + 1 :]))

    return _changed(store, workspace, target, answering)


def accept(store: Store, workspace: str, target: Target, by: str, on: date) -> Agreement:
    """Write down the yes of a target's owner. A doubt that stands still keeps the target from being carried.

    Raises StoreError `no_target`, `target_moved` or `empty_name`.
    """
    name = clean_name(by)
    return _changed(store, workspace, target, lambda now: replace(now, accepted_by=name, accepted_on=on))


def undo_agreement(store: Store, workspace: str, target: Target) -> Agreement:
    """Go back one step in what was agreed about a target, once more each time, and return what stands then."""
    with store.writing(workspace) as space:
        space.entries(KIND).undo(place_key(target))
        return agreement_in(space, target)


def _changed(store: Store, workspace: str, target: Target, change: Callable[[Agreement], Agreement]) -> Agreement:
    with store.writing(workspace) as space:
        kept = space.targets.get(target.kpi, target.segment, target.where)
        if kept is None:
            raise StoreError("no_target")
        if asks(kept) != asks(target):
            raise StoreError("target_moved")
        now = agreement_in(space, kept)
        if now.about != asks(kept):
            now = Agreement(asks(kept), asked=now.asked)
        made = change(now)
        if made != now:
            space.entries(KIND).put(place_key(kept), made)
        return made


def _once(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names without the same one twice, however it is written; the first way of writing stays."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(name.casefold(), name)
    return tuple(found.values())
