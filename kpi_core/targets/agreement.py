"""Whether the people a target touches stand behind it: a fist of five, doubts with their answers, and the owner's own yes."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from kpi_core.model import Agreement, Form
from kpi_core.periods import Grain

if TYPE_CHECKING:
    from collections.abc import Callable

    from kpi_core.model import Target, Vote

MOST_FINGERS = 5
CARRIES = 3
"""From three fingers on someone goes along; below, the doubt is spoken about first."""
_ASKS = ("value", "low", "high", "form", "per", "against", "by", "share", "age", "start", "until", "variant")
_READ: dict[str, Callable[[Any], object]] = {
    "age": int,
    "form": Form,
    "per": Grain,
    "start": date.fromisoformat,
    "until": date.fromisoformat,
}


def asks(target: Target) -> str:
    """Return what a target asks as a code: another when its value, bounds, form, days or definition is another.

    The owner and where the KPI stood at the start are no part of it.
    """
    usual = {"form": Form.FROM_TO, "share": 1.0}
    named = {name: getattr(target, name) for name in _ASKS}
    told = {name: value for name, value in named.items() if value is not None and value != usual.get(name)}
    return json.dumps({name: _plain(value) for name, value in told.items()}, separators=(",", ":"))


def _plain(value: object) -> object:
    """Return a value as JSON has it; a whole number of euros asks the same as one with decimals."""
    if isinstance(value, date):
        return value.isoformat()
    return float(value) if isinstance(value, int) else value


def asked_then(about: str, target: Target) -> Target:
    """Return the target as it was when it asked `about`, for the sentence that says so."""
    told = json.loads(about)
    found = {name: _READ.get(name, _same)(value) for name, value in told.items() if name in _ASKS}
    nothing: dict[str, object] = dict.fromkeys(("value", "low", "high", "per", "against", "by", "age", "variant"))
    return replace(target, baseline=None, **{**nothing, "form": Form.FROM_TO, "share": 1.0, **found})  # type: ignore[arg-type]


def _same(value: object) -> object:
    return value


def place_key(target: Target) -> str:
    """Return what a target is about as a code: its KPI, its segment and its filters, in whatever order these came."""
    where = sorted((role, sorted(values)) for role, values in target.where)
    return json.dumps([target.kpi, target.segment, where], ensure_ascii=False, separators=(",", ":"))


def agreed_before(target: Target) -> Agreement:
    """Return what a target kept before votes were counted says itself: agreed on a day and no doubt is its owner's yes."""
    if target.agreed and target.agreed_on and not target.doubts.strip():
        return Agreement(asks(target), accepted_by=target.owner.strip(), accepted_on=target.agreed_on)
    return Agreement(asks(target))


def votes_now(agreement: Agreement, target: Target) -> tuple[Vote, ...]:
    """Return the votes about what the target asks now; those about something else do not count."""
    return agreement.votes if agreement.about == asks(target) else ()


def doubts(agreement: Agreement, target: Target) -> tuple[Vote, ...]:
    """Return the votes under three that nobody answered yet; one without words is a doubt too."""
    return tuple(vote for vote in votes_now(agreement, target) if vote.fingers < CARRIES and not vote.answer)


def spread(agreement: Agreement, target: Target) -> tuple[int, ...]:
    """Return how many votes there are for 0, 1, 2, 3, 4 and 5 fingers."""
    fingers = [vote.fingers for vote in votes_now(agreement, target)]
    return tuple(fingers.count(count) for count in range(MOST_FINGERS + 1))


def waiting_for(agreement: Agreement, target: Target) -> tuple[str, ...]:
    """Return who was asked and has not voted. Votes without a name stand for as many of them, so then only the rest is left."""
    votes = votes_now(agreement, target)
    named = {vote.person.casefold() for vote in votes}
    missing = [name for name in agreement.asked if name.casefold() not in named]
    return tuple(missing[sum(not vote.person for vote in votes) :])


def said_yes(agreement: Agreement, target: Target) -> date | None:
    """Return the day the owner said yes to what the target asks now; None while nobody did, or it was another than the owner."""
    if agreement.about != asks(target) or agreement.accepted_on is None:
        return None
    owner = target.owner.strip().casefold()
    same = not owner or not agreement.accepted_by or agreement.accepted_by.casefold() == owner
    return agreement.accepted_on if same else None


def is_carried(agreement: Agreement, target: Target) -> bool:
    """Tell whether a target is carried: the owner said yes, everyone asked has voted, and no doubt stands without an answer."""
    standing = said_yes(agreement, target) is not None
    return standing and not doubts(agreement, target) and not waiting_for(agreement, target)
