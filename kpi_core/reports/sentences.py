"""The sentence about one KPI, and what comes next, from the same words as the overview."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi_core import insights
from kpi_core.model import Verdict
from kpi_core.passports.content import listed
from kpi_core.phrases import in_sentence, part_of
from kpi_core.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kpi_core.cards import Card
    from kpi_core.reports.report import KpiReport
    from kpi_core.texts import Lang

MOST_STEPS = 8
BEHIND = (Verdict.OFF_COURSE, Verdict.AT_RISK)


def sentence(card: Card, lang: Lang, cause: str = "") -> str:
    """Return the verdict on one KPI in a sentence, and the phrase that says where a gap comes from after it."""
    if card.status is None:
        return say(
            f"report.told.{'none' if card.number is None else 'no_target'}", lang, kpi=card.title, value=card.value
        )
    if bad := insights.outcome([card], lang):
        return insights.with_cause(bad, cause)
    name = in_sentence(card.kpi.name[lang])
    if card.target and (part := part_of(card.target, lang)):
        name = say("card.title.segment", lang, kpi=name, segment=part)
    return say(f"report.told.{card.status.verdict}", lang, kpi=name)


def plain(text: str) -> str:
    """Return the words of a card without the marks that make some of them bold."""
    return text.replace("**", "")


def steps(kpis: Iterable[KpiReport], lang: Lang) -> tuple[str, ...]:
    """Return what comes next, the most pressing first, eight at most: late actions, gaps without one, what is not agreed."""
    found = list({kpi.kpi: kpi for kpi in kpis}.values())
    told = (*_late(found, lang), *_without_action(found, lang), *_not_round(found, lang), *_no_target(found, lang))
    return tuple(dict.fromkeys(told))[:MOST_STEPS]


def _late(kpis: list[KpiReport], lang: Lang) -> Iterator[str]:
    for line in (line for kpi in kpis for line in kpi.actions if line.late):
        yield say("report.step.late", lang, action=line.text, owner=line.owner, date=line.due)


def _without_action(kpis: list[KpiReport], lang: Lang) -> Iterator[str]:
    for kpi in kpis:
        if kpi.status in BEHIND and not any(line.running for line in kpi.actions):
            yield say("report.step.act", lang, kpi=in_sentence(kpi.name), status=kpi.status_words.lower())


def _not_round(kpis: list[KpiReport], lang: Lang) -> Iterator[str]:
    found: dict[str, list[str]] = {}
    for kpi in kpis:
        missing = [letter.text for letter in kpi.letters if not letter.done]
        for text in missing[:1]:
            found.setdefault(text, []).append(in_sentence(kpi.name))
    for text, names in found.items():
        yield say("report.step.round", lang, n=len(names), kpis=listed(names, lang), what=text)


def _no_target(kpis: list[KpiReport], lang: Lang) -> Iterator[str]:
    names = [in_sentence(kpi.name) for kpi in kpis if kpi.target is None and kpi.number is not None]
    if names:
        yield say("report.step.target", lang, n=len(names), kpis=listed(names, lang))
