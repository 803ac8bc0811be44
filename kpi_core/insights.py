"""What the cards say together: the sentence on top, where from, where now, where to, and what needs attention first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kpi_core.alerts import mark_words, sentence, side_badge
from kpi_core.cards import Badge
from kpi_core.model import Verdict
from kpi_core.numbers import show_value
from kpi_core.phrases import aim, chance_of, deadline, in_sentence, part_of, reason, shown
from kpi_core.signals import Side, findings_of_signal
from kpi_core.targets import holds, is_total, of_members
from kpi_core.texts import say
from kpi_core.units import Direction

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from collections.abc import Sequence
    from datetime import date

    from kpi_core.cards import Card
    from kpi_core.model import Kpi, Status, Target
    from kpi_core.signals import Newest, Signal
    from kpi_core.texts import Lang

MOST_ATTENTION = 3
WORST_FIRST = (
    Verdict.OFF_COURSE,
    Verdict.MISSED,
    Verdict.AT_RISK,
    Verdict.CANNOT_TELL,
    Verdict.ON_COURSE,
    Verdict.REACHED,
)
NEEDS_ATTENTION = WORST_FIRST[:3]
GOOD = (Verdict.ON_COURSE, Verdict.REACHED)
SIDES = (Side.WARNING, Side.CHANGE, Side.OPPORTUNITY)
NO_SIGNALS: Map[str, Newest] = {}


@dataclass(frozen=True)
class Journey:
    """Where we come from, stand and are heading, each with its heading."""

    came: tuple[str, str]
    stand: tuple[str, str]
    head: tuple[str, str]


@dataclass(frozen=True)
class Attention:
    """One row that needs attention: its badge, what it is about (plain text), why, and the card it belongs to.

    unheeded: it is off course, and nobody does anything about it yet. page: where more is told about it.
    """

    badge: Badge
    title: str
    text: str
    card: Card
    unheeded: bool = False
    page: Literal["explore", "targets"] = "explore"

    @property
    def behind(self) -> str:
        """The KPI whose gap can have a cause, "" for a part of one and for a signal by itself."""
        target = self.card.target
        return self.card.kpi.id if self.badge.verdict and target and not (target.segment or target.where) else ""


def headline(cards: Sequence[Card], lang: Lang) -> str:
    """Return the outcome in at most two sentences: the worst verdict first, then how many others there are.

    The cards stand in order of importance: of equally bad ones the first is named. It may hold the name of a segment, which
    is the customer's text: escape it where it is shown.
    """
    if not cards:
        return say("headline.no_kpis", lang)
    judged = [card for card in cards if card.status]
    if not judged:
        return say("headline.no_targets", lang)
    bad = _worst_first([card for card in judged if _verdict(card) in NEEDS_ATTENTION])
    if not bad:
        return _no_worry(judged, lang)
    first, good = _behind(bad[0], lang), sum(_verdict(card) in GOOD for card in judged)
    if len(bad) > 1:
        return f"{first} {say('headline.more', lang, n=len(bad) - 1)}"
    return f"{first} {say('headline.rest_good', lang, n=good)}" if good else first


def outcome(cards: Sequence[Card], lang: Lang) -> str:
    """Return the first sentence of the headline when something is behind: the worst of it, to add its cause to; else ""."""
    bad = _worst_first([card for card in cards if card.status and _verdict(card) in NEEDS_ATTENTION])
    return _behind(bad[0], lang) if bad else ""


def with_cause(told: str, cause: str) -> str:
    """Return a sentence with the phrase that says where the gap comes from after it; alone where there is none."""
    return f"{told} {cause[:1].upper()}{cause[1:]}." if cause else told


def _no_worry(judged: Sequence[Card], lang: Lang) -> str:
    waiting = sum(_verdict(card) is Verdict.CANNOT_TELL for card in judged)
    good = len(judged) - waiting
    if not good:
        return say("headline.waiting", lang, n=waiting)
    if waiting:
        return f"{say('headline.good', lang, n=good)} {say('headline.some_waiting', lang, n=waiting)}"
    reached = all(_verdict(card) is Verdict.REACHED for card in judged)
    return say("headline.all_reached" if reached else "headline.all_good", lang, n=good)


def journey(card: Card, lang: Lang, today: date) -> Journey | None:
    """Return from, now and to of one card with a target that can be told; None without."""
    target, status, kpi = card.target, card.status, card.kpi
    if target is None or status is None or status.now is None or target.value is None or of_members(target):
        return None
    goal = aim(target.value, kpi, lang)
    if is_total(target, kpi):
        known = card.before is not None
        came = (
            say("journey.came.sum", lang, value=shown(card.before, kpi, lang))
            if known
            else say("journey.unknown", lang)
        )
    else:
        known = target.baseline is not None
        came = (
            say("journey.came.level", lang, value=shown(target.baseline, kpi, lang))
            if known
            else say("journey.unknown", lang)
        )
    stand = shown(status.now, kpi, lang)
    if status.expected is not None and status.verdict not in (Verdict.REACHED, Verdict.MISSED):
        stand = say("journey.stand", lang, now=stand, expected=shown(status.expected, kpi, lang))
    head = _head(status, kpi, lang, goal=goal, date=deadline(target.until, today, lang))
    return Journey(
        (say("journey.came", lang), came), (say("journey.standing", lang), stand), (say("journey.heading", lang), head)
    )


def _head(status: Status, kpi: Kpi, lang: Lang, **ends: str) -> str:
    """Say where a KPI is heading and what was agreed; the target alone where its way on cannot be told."""
    if status.heading is None or status.chance is None:
        return say("journey.head", lang, **ends)
    low, middle, high = (shown(value, kpi, lang) for value in status.heading)
    return say("journey.ahead", lang, **ends, low=low, middle=middle, high=high)


def attention(
    cards: Sequence[Card], lang: Lang, newest: Map[str, Newest] = NO_SIGNALS, more: Sequence[Attention] = ()
) -> tuple[Attention, ...]:
    """Return at most three rows: what is off course, missed or at risk, worst first, then warnings, then chances.

    newest: per KPI what its newest period says. A KPI has one row: one that is off course and gives a signal says both.
    more: rows of another kind, told after the warnings; a KPI in one of them is no chance.
    """
    bad = _worst_first([card for card in cards if card.status and _verdict(card) in NEEDS_ATTENTION])
    rows = [
        Attention(card.badge, card.title, _why(card, card.status, _signal(card, newest, lang), lang), card)
        for card in bad
        if card.badge and card.status
    ]
    named = {row.card.kpi.id for row in rows}
    told = {card.kpi.id: (card, signal) for card in reversed(cards) if (signal := _signal(card, newest, lang))}
    for side in SIDES:
        if side is Side.OPPORTUNITY:
            rows += more
            named |= {row.card.kpi.id for row in more}
        rows += [
            _alert(card, signal, lang)
            for kpi, (card, signal) in reversed(told.items())
            if signal.side is side and kpi not in named
        ]
    return tuple(rows[:MOST_ATTENTION])


def _signal(card: Card, newest: Map[str, Newest], lang: Lang) -> Signal | None:
    """Return the signal of the KPI a card is about; a card about a part has none of its own."""
    if card.target and part_of(card.target, lang):
        return None
    found = newest.get(card.kpi.id)
    return found.signal if found else None


def _why(card: Card, status: Status, signal: Signal | None, lang: Lang) -> str:
    said = reason(status, card.kpi, lang)
    return f"{said} {say('signal.also', lang, words=mark_words(signal, lang))}" if signal else said


def _alert(card: Card, signal: Signal, lang: Lang) -> Attention:
    first, *_ = findings_of_signal(signal, card.kpi, signal.period.grain)
    return Attention(Badge(None, *side_badge(signal.side, lang)), card.title, sentence(first, card.kpi, lang), card)


def tally(cards: Sequence[Card], lang: Lang) -> str:
    """Return how a group of cards stands, in words: "3 KPI's, 1 loopt risico"."""
    said = [say("tally.kpis", lang, n=len(cards))]
    for verdict in WORST_FIRST:
        count = sum(_verdict(card) is verdict for card in cards)
        if count:
            said.append(say(f"tally.{verdict}", lang, n=count))
    return ", ".join(said)


def _behind(card: Card, lang: Lang) -> str:
    """Say of one card how far it is from its route, as a sentence that fits any name."""
    kpi, status, target = card.kpi, card.status, card.target
    assert status
    assert target
    name = in_sentence(kpi.name[lang])
    if part := part_of(target, lang):
        name = say("card.title.segment", lang, kpi=name, segment=part)
    if of_members(target):
        counted = {one: status.fields[one] for one in ("kept", "n")}
        return say("form.headline", lang, kpi=name, goal=aim(status.expected, kpi, lang), **counted)
    if status.verdict is Verdict.MISSED:
        goal = status.expected if target.value is None or holds(target) else target.value
        return say("headline.missed", lang, kpi=name, now=shown(status.now, kpi, lang), goal=aim(goal, kpi, lang))
    if not _is_behind(status, target, kpi):
        return say("headline.chance", lang, kpi=name, chance=chance_of(status, lang))
    if is_total(target, kpi) and target.value is not None:
        side = "over" if kpi.direction is Direction.LOWER else "behind"
        gap = show_value(round_held(abs(status.gap or 0.0)), kpi.unit, lang, precision=None)
        return say(f"headline.{side}", lang, kpi=name, gap=gap)
    if target.value is None:
        edges = (aim(edge, kpi, lang) for edge in (target.low, target.high))
        low, high = edges
        return say("headline.outside", lang, kpi=name, now=shown(status.now, kpi, lang), low=low, high=high)
    expected = shown(status.expected, kpi, lang)
    side = "most" if kpi.direction is Direction.LOWER else "least"
    return say(f"headline.level.{side}", lang, kpi=name, now=shown(status.now, kpi, lang), expected=expected)


def _is_behind(status: Status, target: Target, kpi: Kpi) -> bool:
    """Tell whether a KPI is on the bad side of its route; one that is not may still be heading for less than was asked."""
    if status.chance is None:
        return True
    if holds(target) or not status.gap:
        return False
    return target.value is None or (status.gap > 0) is (kpi.direction is Direction.LOWER)


def round_held(value: float) -> float:
    """Round to two significant figures: a sentence promises no more than can be held."""
    return float(f"{value:.2g}")


def _verdict(card: Card) -> Verdict | None:
    return card.status.verdict if card.status else None


def _worst_first(cards: Sequence[Card]) -> list[Card]:
    return sorted(cards, key=lambda card: WORST_FIRST.index(card.status.verdict) if card.status else len(WORST_FIRST))
