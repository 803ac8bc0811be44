"""The workshop: from goals to a hand-over in eight steps, each kept at once, with an undo and a parking lot."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kpi_core.errors import StoreError
from kpi_core.model import Note, Workshop
from kpi_core.store import COMPANY, Choice
from kpi_core.work.known import catalogue_in, known_kpi
from kpi_core.work.names import LONGEST_REMARK, clean, clean_name
from kpi_core.work.steering import MOST_PER_LEVEL, measurable_variant

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime

    from kpi_core.model import Kpi
    from kpi_core.store import Space, Store

_KIND, _KEY, _PARKED = "workshop", "now", "parked"
STEPS = ("goals", "candidates", "scores", "chosen", "targets", "agreement", "actions", "handover")
MINUTES = {
    "goals": 20,
    "candidates": 30,
    "scores": 20,
    "chosen": 20,
    "targets": 60,
    "agreement": 40,
    "actions": 30,
    "handover": 10,
}
"""How long each step takes in a half day of four hours, ten minutes of pause apart."""
DOTS = 5
MOST_CANDIDATES = 12
PER_KPI = ("targets", "agreement", "actions")
"""The steps that take the chosen KPIs one at a time."""


@dataclass(frozen=True)
class Tally:
    """How many dots a candidate got. tied: whether the fifth place is shared with it, so that dots alone do not decide."""

    kpi: str
    dots: int
    tied: bool = False


def workshop(store: Store, workspace: str) -> Workshop | None:
    """Return the workshop that goes on, None when there is none."""
    with store.reading(workspace) as space:
        return _now(space)


def begin_workshop(store: Store, workspace: str, people: Sequence[str], now: datetime) -> Workshop:
    """Begin at the first step. Raises StoreError `empty_name` for a name without letters."""
    begun = Workshop(STEPS[0], now, tuple(dict.fromkeys(clean_name(name) for name in people)))
    with store.writing(workspace) as space:
        space.entries(_KIND).put(_KEY, begun)
    return begun


def end_workshop(store: Store, workspace: str) -> None:
    """End it: what was chosen, agreed and decided stays; `undo_workshop` goes on where it was."""
    with store.writing(workspace) as space:
        space.entries(_KIND).remove(_KEY)


def can_resume(store: Store, workspace: str) -> bool:
    """Tell whether a workshop was ended that `undo_workshop` goes on with."""
    with store.reading(workspace) as space:
        return _now(space) is None and space.entries(_KIND).before(_KEY) is not None


def can_undo(store: Store, workspace: str) -> bool:
    """Tell whether something of the workshop that goes on can be undone; its begin is ended, not undone."""
    with store.reading(workspace) as space:
        return _now(space) is not None and space.entries(_KIND).before(_KEY) is not None


def go_to(store: Store, workspace: str, step: str, now: datetime) -> Workshop:
    """Go on with another step, forward or back; nothing that was done is lost. Raises StoreError `unknown_step`."""
    if step not in STEPS:
        raise StoreError("unknown_step")
    return _changed(store, workspace, lambda at: replace(at, step=step, since=now, at=0))


def onward(store: Store, workspace: str, now: datetime) -> Workshop:
    """Go to the next KPI of a step that takes them one at a time, else to the next step; the last one stays."""

    def going(at: Workshop) -> Workshop:
        if at.step in PER_KPI and at.at + 1 < len(at.chosen):
            return replace(at, at=at.at + 1)
        following = STEPS[min(STEPS.index(at.step) + 1, len(STEPS) - 1)]
        return at if following == at.step else replace(at, step=following, since=now, at=0)

    return _changed(store, workspace, going)


def back(store: Store, workspace: str, now: datetime) -> Workshop:
    """Go to the KPI before, else to the step before; the first one stays."""

    def going(at: Workshop) -> Workshop:
        if at.at:
            return replace(at, at=at.at - 1)
        earlier = STEPS[max(STEPS.index(at.step) - 1, 0)]
        last = len(at.chosen) - 1 if earlier in PER_KPI and at.chosen else 0
        return at if earlier == at.step else replace(at, step=earlier, since=now, at=last)

    return _changed(store, workspace, going)


def set_candidates(store: Store, workspace: str, kpis: Sequence[str]) -> Workshop:
    """Put these KPIs on the table; dots for others fall away. Raises StoreError `unknown_kpi` or `too_many_candidates`."""
    kept = tuple(dict.fromkeys(kpis))
    if len(kept) > MOST_CANDIDATES:
        raise StoreError("too_many_candidates", most=MOST_CANDIDATES)
    with store.writing(workspace) as space:
        known = catalogue_in(space)
        for kpi in kept:
            known_kpi(known, kpi)
        at = _must(space)
        scores = {name: tuple(kpi for kpi in given if kpi in kept) for name, given in at.scores.items()}
        changed = replace(at, candidates=kept, scores=scores)
        space.entries(_KIND).put(_KEY, changed)
    return changed


def score(store: Store, workspace: str, person: str, kpis: Sequence[str]) -> Workshop:
    """Give the dots of one person, over those given before. Raises StoreError `not_taking_part` or `too_many_dots`."""

    def scoring(at: Workshop) -> Workshop:
        given = tuple(dict.fromkeys(kpi for kpi in kpis if kpi in at.candidates))
        if person not in at.people:
            raise StoreError("not_taking_part")
        if len(given) > DOTS:
            raise StoreError("too_many_dots", most=DOTS)
        return replace(at, scores={**at.scores, person: given})

    return _changed(store, workspace, scoring)


def tallies(at: Workshop) -> tuple[Tally, ...]:
    """Return the candidates by the dots they got, most first; equal ones in the order in which they came to the table."""
    dots = {kpi: sum(kpi in given for given in at.scores.values()) for kpi in at.candidates}
    order = sorted(at.candidates, key=lambda kpi: -dots[kpi])
    last, next_ = (order[place : place + 1] for place in (MOST_PER_LEVEL - 1, MOST_PER_LEVEL))
    edge = dots[last[0]] if last and next_ and dots[last[0]] == dots[next_[0]] else None
    return tuple(Tally(kpi, dots[kpi], dots[kpi] == edge) for kpi in order)


def everyone_scored(at: Workshop) -> bool:
    """Tell whether all who take part gave their dots: until then none is shown."""
    return bool(at.people) and all(name in at.scores for name in at.people)


def settle(store: Store, workspace: str, kpis: Sequence[str]) -> Workshop:
    """Follow these KPIs for the company, in this order; others go to the bench. Raises StoreError `unknown_kpi` or `one_to_five`."""
    kept = tuple(dict.fromkeys(kpis))
    if not 1 <= len(kept) <= MOST_PER_LEVEL:
        raise StoreError("one_to_five", most=MOST_PER_LEVEL)
    with store.writing(workspace) as space:
        at = _must(space)
        before = at.before or _followed(space)
        _follow(space, kept)
        changed = replace(at, chosen=kept, before=before)
        space.entries(_KIND).put(_KEY, changed)
    return changed


def undo_workshop(store: Store, workspace: str) -> Workshop | None:
    """Undo the last change and return how it stands; KPIs that were chosen by it are followed as before."""
    with store.writing(workspace) as space:
        was = _now(space)
        now: Workshop | None = space.entries(_KIND).undo(_KEY)
        if was and was.chosen and (now is None or now.chosen != was.chosen):
            _follow(space, now.chosen if now and now.chosen else was.before)
        return now


def park(store: Store, workspace: str, text: str, on: date) -> Note | None:
    """Put something in the parking lot for later; None for a text that says nothing."""
    said = clean(text, LONGEST_REMARK)
    if not said:
        return None
    with store.writing(workspace) as space:
        parked = Note(str(uuid.uuid4()), said, on, who=space.who)
        space.entries(_PARKED).put(parked.id, parked)
    return parked


def parked(store: Store, workspace: str) -> tuple[Note, ...]:
    """Return what stands in the parking lot, in the order in which it was parked."""
    with store.reading(workspace) as space:
        return tuple(space.entries(_PARKED).all().values())


def unpark(store: Store, workspace: str, id_: str) -> None:
    """Take something out of the parking lot; `repark` puts it back."""
    with store.writing(workspace) as space:
        space.entries(_PARKED).remove(id_)


def repark(store: Store, workspace: str, id_: str) -> None:
    """Undo the last change of something in the parking lot."""
    with store.writing(workspace) as space:
        space.entries(_PARKED).undo(id_)


def _now(space: Space) -> Workshop | None:
    found: Workshop | None = space.entries(_KIND).get(_KEY)
    return found


def _must(space: Space) -> Workshop:
    found = _now(space)
    if found is None:
        raise StoreError("no_workshop")
    return found


def _changed(store: Store, workspace: str, change: Callable[[Workshop], Workshop]) -> Workshop:
    """Change how it stands in one go, so that of two screens at once neither takes the other's change away."""
    with store.writing(workspace) as space:
        changed = change(_must(space))
        space.entries(_KIND).put(_KEY, changed)
    return changed


def _followed(space: Space) -> tuple[str, ...]:
    return tuple(choice.kpi for choice in space.choices.all(COMPANY) if not choice.benched)


def _first(space: Space, kpi: Kpi) -> Choice:
    return Choice(kpi.id, COMPANY, 0, variant=measurable_variant(space, kpi))


def _follow(space: Space, kpis: Sequence[str]) -> None:
    known, stand = catalogue_in(space), {choice.kpi: choice for choice in space.choices.all(COMPANY)}
    definitions = {kpi: known_kpi(known, kpi) for kpi in kpis}
    for place, (kpi, definition) in enumerate(definitions.items()):
        was = stand.get(kpi) or space.choices.removed(kpi, COMPANY) or _first(space, definition)
        wanted = replace(was, position=place, benched=False)
        if wanted != stand.get(kpi):
            space.choices.put(wanted)
    for place, choice in enumerate((one for one in stand.values() if one.kpi not in kpis), start=len(kpis)):
        benched = replace(choice, position=place, benched=True)
        if benched != choice:
            space.choices.put(benched)
