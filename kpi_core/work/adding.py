"""Targets that must add up, as sentences: "together € 920k, not € 1m". Only targets that still run are told about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpi_core.cards import Badge
from kpi_core.insights import Attention
from kpi_core.numbers import show_count, show_value
from kpi_core.passports import segment_name
from kpi_core.phrases import in_sentence, value_name
from kpi_core.series import as_variant
from kpi_core.targets import is_total, only_part
from kpi_core.targets.adding import Together, adds_up, kpis_together, parts_together, worked_out
from kpi_core.texts import say
from kpi_core.work.aims import segments
from kpi_core.work.contributing import told
from kpi_core.work.goals import targets as targets_of
from kpi_core.work.known import catalogue
from kpi_core.work.steering import choices, params

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Mapping as Map
    from datetime import date

    from kpi_core.cards import Card
    from kpi_core.model import Kpi, Target
    from kpi_core.store import Store
    from kpi_core.texts import Lang

MOST_NAMED = 3


@dataclass(frozen=True)
class Adding:
    """Targets that together are not the target they belong to, or not yet.

    kpi: the KPI of the whole; others: the other KPIs it is about, to go to. text: plain, with names customers typed in it.
    warns: they contradict each other; otherwise some parts have no target yet.
    """

    kpi: str
    text: str
    warns: bool
    others: tuple[str, ...] = ()


def adding(store: Store, workspace: str, today: date, lang: Lang) -> tuple[Adding, ...]:
    """Return what does not add up, contradictions first."""
    known = catalogue(store, workspace)
    running = [target for target in targets_of(store, workspace) if target.until >= today and target.kpi in known]
    wholes = {target.kpi: target for target in running if not target.segment and not target.where}
    found: list[Adding] = []
    for kpi, whole in wholes.items():
        found += _of_parts(store, workspace, parts_together(whole, known[kpi], running), known[kpi], lang)
    found += _of_contributions(store, workspace, wholes, known, lang)
    totals = frozenset(kpi for kpi, whole in wholes.items() if is_total(whole, known[kpi]))
    settings = params(store, workspace)
    ways = (way for kpi, whole in wholes.items() for way in worked_out(whole, known[kpi], wholes, settings, totals))
    told_of: dict[frozenset[str], Together] = {}
    for way in ways:
        if not way.fits:
            told_of.setdefault(frozenset({way.whole.kpi, *(part.kpi for part in way.parts)}), way)
    found += [_by_arithmetic(way, known, lang) for way in told_of.values()]
    return tuple(sorted(found, key=lambda one: not one.warns))


def adding_rows(cards: Sequence[Card], found: Sequence[Adding], lang: Lang) -> list[Attention]:
    """Return a row for what needs attention per KPI whose targets contradict each other and that has a card."""
    first = {card.kpi.id: card for card in reversed(cards)}
    told_of = {one.kpi: one for one in reversed(found) if one.warns and one.kpi in first}
    badge = Badge(None, say("adding.badge", lang), "functions", "orange")
    return [
        Attention(badge, first[kpi].title, one.text, first[kpi], page="targets")
        for kpi, one in reversed(told_of.items())
    ]


def _of_parts(store: Store, workspace: str, made: tuple[Together, ...], kpi: Kpi, lang: Lang) -> Iterator[Adding]:
    for one in made:
        known = [value for role, value in segments(store, workspace, kpi.id, one.whole.variant) if role == one.by]
        own = {part[1] for target in one.parts if (part := only_part(target))}
        missing = [value for value in known if value not in own]
        if (one.fits and not missing) or (not one.over and not known):
            continue
        warns = one.over or not missing
        words = _amounts(one, kpi, lang) | {
            "role": segment_name(one.by, lang)[:1].lower() + segment_name(one.by, lang)[1:]
        }
        told_first = say("adding.parts" if warns else "adding.parts.so_far", lang, **words)
        names = [value_name(one.by, value, lang) for value in missing]
        rest = _missing(names, lang, hidden=bool(kpi.min_group)) if names else ""
        yield Adding(kpi.id, " ".join(filter(None, (told_first, rest))), warns)


def _of_contributions(
    store: Store, workspace: str, wholes: Map[str, Target], known: Map[str, Kpi], lang: Lang
) -> Iterator[Adding]:
    """Add up the KPIs of which the owner said that they make another; a definition alone does not say that they do."""
    decided = told(store, workspace)
    followed = [choice for choice in choices(store, workspace) if not choice.benched]
    groups: dict[str, list[str]] = {}
    for choice in followed:
        towards = decided.get((choice.level, choice.kpi), "")
        if towards and towards != choice.kpi and _same_sort(known.get(choice.kpi), known.get(towards)):
            own = groups.setdefault(towards, [])
            own += [choice.kpi] * (choice.kpi not in own)
    for towards, kpis in groups.items():
        having = [wholes[kpi] for kpi in kpis if kpi in wholes]
        made = kpis_together(wholes[towards], having) if towards in wholes else None
        without = [in_sentence(known[kpi].name[lang]) for kpi in kpis if kpi not in wholes]
        if made is None or (made.fits and not without):
            continue
        warns = made.over or not without
        words = _amounts(made, known[towards], lang) | {"names": _listed(_names(made, known, lang), lang)}
        first = say("adding.kpis" if warns else "adding.kpis.so_far", lang, n=len(having), **words)
        rest = _missing(without, lang) if without else ""
        yield Adding(towards, " ".join(filter(None, (first, rest))), warns, tuple(kpis))


def _same_sort(one: Kpi | None, other: Kpi | None) -> bool:
    """Tell whether targets on two KPIs can be added: sums of the same unit that both should be high, or both low."""
    if one is None or other is None or not (adds_up(one, None) and adds_up(other, None)):
        return False
    return (one.unit, one.direction) == (other.unit, other.direction)


def _by_arithmetic(one: Together, known: Map[str, Kpi], lang: Lang) -> Adding:
    words = _amounts(one, known[one.whole.kpi], lang) | {"names": _listed(_names(one, known, lang), lang)}
    key = "adding.worked_out" if one.exact else "adding.worked_out.about"
    return Adding(
        one.whole.kpi,
        say(key, lang, n=len(one.parts), **words),
        warns=True,
        others=tuple(part.kpi for part in one.parts),
    )


def _names(one: Together, known: Map[str, Kpi], lang: Lang) -> list[str]:
    return [in_sentence(as_variant(known[part.kpi], part.variant).name[lang]) for part in one.parts]


def _amounts(one: Together, kpi: Kpi, lang: Lang) -> dict[str, str]:
    """Return both amounts in words, short where that tells them apart."""
    own = as_variant(kpi, one.whole.variant)
    for compact in (True, False):
        together, whole = (show_value(value, own.unit, lang, compact=compact) for value in (one.value, one.whole.value))
        if together != whole:
            break
    return {"together": together, "whole": whole}


def _missing(names: list[str], lang: Lang, *, hidden: bool = False) -> str:
    """Say which have no target yet; parts of a KPI about people are counted and not named."""
    if hidden:
        return say("adding.missing.some", lang, n=len(names), count=show_count(len(names), lang))
    return say("adding.missing", lang, n=len(names), names=_listed(names, lang))


def _listed(names: list[str], lang: Lang) -> str:
    if len(names) > MOST_NAMED:
        left = len(names) - MOST_NAMED + 1
        names = [*names[: MOST_NAMED - 1], say("adding.others", lang, n=left, count=show_count(left, lang))]
    if len(names) == 1:
        return names[0]
    return say("adding.and", lang, most=", ".join(names[:-1]), last=names[-1])
