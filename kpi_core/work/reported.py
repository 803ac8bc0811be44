"""One KPI of a report: what its card, its target, its agreement and its actions say, in ready words."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, cast

from kpi_core import cards
from kpi_core.measurable import measurable
from kpi_core.model import Verdict
from kpi_core.numbers import show_date
from kpi_core.passports import passport
from kpi_core.phrases import part_of, reason
from kpi_core.reports import KpiReport, TargetLine, Tone
from kpi_core.reports.lines import action_line, agreement_lines, last_decisions, note_line
from kpi_core.reports.pictures import edges, picture
from kpi_core.reports.sentences import plain, sentence
from kpi_core.series import as_variant
from kpi_core.targets import spoken
from kpi_core.texts import say
from kpi_core.work.agreeing import agreement_in
from kpi_core.work.aims import aim
from kpi_core.work.confirming import current_of
from kpi_core.work.drivers import cause
from kpi_core.work.effects import effects_of
from kpi_core.work.figures import statuses
from kpi_core.work.known import catalogue_in
from kpi_core.work.marks import marks_in
from kpi_core.work.steering import params_in

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from datetime import date

    from kpi_core.cards import Badge, Card
    from kpi_core.dataset import Dataset
    from kpi_core.model import Action, Agreement, Decision, Kpi, Marks, Note, Status, Target
    from kpi_core.passports import Passport
    from kpi_core.reports import ActionLine, NoteLine
    from kpi_core.store import Part, Space, Store
    from kpi_core.texts import Lang

MOST_NOTES = 6
NEEDS_CAUSE = (Verdict.OFF_COURSE, Verdict.MISSED, Verdict.AT_RISK)
Place = tuple[str, tuple[str, str] | None, tuple[tuple[str, tuple[str, ...]], ...]]


@dataclass(frozen=True)
class Kept:
    """What a workspace holds beside its figures, read in one go. agreed: each target with what was agreed about it."""

    agreed: tuple[tuple[Target, Agreement], ...]
    actions: tuple[Action, ...]
    decisions: tuple[Decision, ...]
    notes: tuple[Note, ...]
    known: Map[str, Kpi]
    dataset: Dataset | None
    parts: tuple[Part, ...]
    params: Map[str, float]
    marks: Map[str, Marks]


def kept_in(space: Space) -> Kept:
    """Return what an open workspace holds beside its figures; nothing of a KPI that is no longer there."""
    known = catalogue_in(space)
    targets = [target for target in space.targets.all() if target.kpi in known]
    actions, decisions, notes = (tuple(space.entries(kind).all().values()) for kind in ("action", "decision", "note"))
    agreed = tuple((target, agreement_in(space, target)) for target in targets)
    version = space.versions.current()
    return Kept(
        agreed=agreed,
        actions=actions,
        decisions=decisions,
        notes=notes,
        known=known,
        dataset=current_of(space),
        parts=version.parts if version else (),
        params=params_in(space),
        marks=marks_in(space),
    )


@dataclass(frozen=True)
class Reporting:
    """What every part of a report is made with, and what is worked out once for all of them."""

    store: Store
    workspace: str
    today: date
    lang: Lang
    kept: Kept
    causes: dict[str, str] = field(default_factory=dict)

    @cached_property
    def verdicts(self) -> tuple[tuple[Target, Status], ...]:
        """Every target with its verdict."""
        return statuses(self.store, self.workspace, self.today)

    @cached_property
    def worked(self) -> dict[str, str]:
        """Per action whether it had its effect, as a sentence."""
        found = effects_of(self.store, self.workspace, self.today, self.lang)
        return {action: told.text for action, told in found.items()}

    def cause_of(self, card: Card) -> str:
        """Return what the gap of a KPI comes from, "" for a part of one and for what has no gap."""
        target, status = card.target, card.status
        if target is None or status is None or target.segment or target.where or status.verdict not in NEEDS_CAUSE:
            return ""
        if card.kpi.id not in self.causes:
            self.causes[card.kpi.id] = cause(self.store, self.workspace, card.kpi.id, today=self.today, lang=self.lang)
        return self.causes[card.kpi.id]


def kpi_report(card: Card, level: str, asked: Reporting) -> KpiReport:
    """Return what a report says of the KPI on a card."""
    kpi, lang, kept = card.kpi, asked.lang, asked.kept
    name, found, told = kpi.name[lang], asked.cause_of(card), _passport(card, asked)
    made = KpiReport(
        kpi=kpi.id,
        level=level,
        name=name,
        title=card.title,
        unit=kpi.unit,
        precision=kpi.precision,
        direction=kpi.direction,
        total=card.total,
        value=card.value,
        number=card.number,
        period=say("report.upto", lang, date=card.reach) if card.reach else "",
        comparison=plain(card.comparison),
        status=card.status.verdict if card.status else None,
        status_words=card.badge.word if card.badge else "",
        tone=tone_of(card.badge),
        sentence=sentence(card, lang, found),
        cause=found,
        meaning=told.meaning,
        formula=told.formula,
        points=picture(card, lang),
        passport=told,
        should=plain(card.foot) if card.target else "",
        ahead=plain(card.ahead),
        edges=edges(card),
        min_group=kpi.min_group,
        others=_others(card, asked),
        actions=_actions(kpi.id, name, asked),
        decisions=last_decisions(kept.decisions, kpi.id, name, lang),
        notes=_notes(kpi.id, asked),
    )
    return _with_target(made, card, asked) if card.target else made


def tone_of(badge: Badge | None) -> Tone:
    """Return the colour of a badge, grey without one."""
    return cast("Tone", badge.color) if badge else "gray"


def _passport(card: Card, asked: Reporting) -> Passport:
    kpi, dataset = asked.kept.known[card.kpi.id], asked.kept.dataset
    found = measurable(kpi, dataset.roles_present, dataset.words_present) if dataset else measurable(kpi, {})
    used = next((one.id for one in kpi.variants if as_variant(kpi, one.id).name == card.kpi.name), None)
    return passport(kpi, replace(found, variant=None), asked.lang, used)


def _with_target(made: KpiReport, card: Card, asked: Reporting) -> KpiReport:
    lang = asked.lang
    assert card.target
    own = place_of(card.target)
    target, agreement = next((one, agreed) for one, agreed in asked.kept.agreed if place_of(one) == own)
    weighed = aim(asked.store, asked.workspace, target, today=asked.today, lang=lang)
    asks = spoken(target, card.kpi, lang)
    return replace(
        made,
        target=target,
        reason=weighed.reason,
        came=weighed.came,
        asked=say("report.asked", lang, asked=asks, date=show_date(target.until, lang)),
        letters=weighed.letters,
        owner=target.owner,
        agreement=agreement_lines(target, agreement, lang),
    )


def place_of(target: Target) -> Place:
    """Return what a target is about: there is one target for it at a time."""
    return target.kpi, target.segment, target.where


def _others(card: Card, asked: Reporting) -> tuple[TargetLine, ...]:
    own = place_of(card.target) if card.target else None
    if not any(one.kpi == card.kpi.id and place_of(one) != own for one, _ in asked.kept.agreed):
        return ()
    found = [(one, status) for one, status in asked.verdicts if one.kpi == card.kpi.id and place_of(one) != own]
    return tuple(_line(target, status, asked) for target, status in found)


def _line(target: Target, status: Status, asked: Reporting) -> TargetLine:
    lang = asked.lang
    kpi = as_variant(asked.kept.known[target.kpi], target.variant)
    badge, part = cards.badge(status, lang), part_of(target, lang)
    assert badge
    return TargetLine(
        title=say("card.title.segment", lang, kpi=kpi.name[lang], segment=part) if part else kpi.name[lang],
        asked=say("report.asked", lang, asked=spoken(target, kpi, lang), date=show_date(target.until, lang)),
        status=status.verdict,
        status_words=badge.word,
        tone=tone_of(badge),
        reason=reason(status, kpi, lang),
    )


def _actions(kpi: str, name: str, asked: Reporting) -> tuple[ActionLine, ...]:
    own = [one for one in asked.kept.actions if one.kpi == kpi]
    found = [action_line(one, name, asked.today, asked.lang, asked.worked.get(one.id, "")) for one in own]
    return tuple(sorted(found, key=lambda line: (not line.running, line.on, line.id)))


def _notes(kpi: str, asked: Reporting) -> tuple[NoteLine, ...]:
    own = sorted((note for note in asked.kept.notes if note.kpi == kpi), key=lambda note: note.on, reverse=True)
    return tuple(note_line(note, asked.lang) for note in own[:MOST_NOTES])
