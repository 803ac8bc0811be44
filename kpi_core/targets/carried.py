"""The letter A: whether a target is carried, and if not what stands in the way, the first thing to do first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi_core.numbers import show_count, show_date
from kpi_core.targets.agreement import CARRIES, asked_then, asks, doubts, said_yes, votes_now, waiting_for
from kpi_core.targets.spoken import phrase
from kpi_core.texts import say

if TYPE_CHECKING:
    from kpi_core.model import Agreement, Kpi, Target
    from kpi_core.texts import Lang


def carried(agreement: Agreement, target: Target, kpi: Kpi, lang: Lang) -> tuple[bool, str]:
    """Return whether a target is carried, and that as a sentence; no name and no word of a voter is in it."""
    if agreement.about != asks(target):
        return False, _about_another(agreement, target, kpi, lang)
    votes = votes_now(agreement, target)
    if standing := doubts(agreement, target):
        n = len(standing)
        return False, say("smart.a.votes", lang, n=n, count=show_count(n, lang), fingers=standing[0].fingers)
    if waiting := waiting_for(agreement, target):
        n = len(waiting)
        return False, say("smart.a.waiting", lang, n=n, count=show_count(n, lang))
    yes = said_yes(agreement, target)
    if yes is None:
        return False, say(_without_yes(agreement, target, voted=bool(votes)), lang)
    answered = any(vote.fingers < CARRIES for vote in votes)
    how = "answered" if answered else "carried" if votes else "agreed_on"
    return True, say(f"smart.a.{how}", lang, date=show_date(yes, lang))


def _without_yes(agreement: Agreement, target: Target, *, voted: bool) -> str:
    if agreement.accepted_on:
        return "smart.a.other"
    if voted:
        return "smart.a.yes"
    return "smart.a.doubt" if target.doubts.strip() else "smart.a.missing"


def _about_another(agreement: Agreement, target: Target, kpi: Kpi, lang: Lang) -> str:
    before = asked_then(agreement.about, target)
    then = phrase(before, kpi, lang)
    if then == phrase(target, kpi, lang):
        then = say(
            "smart.a.days", lang, then=then, start=show_date(before.start, lang), until=show_date(before.until, lang)
        )
    if agreement.votes:
        return say("smart.a.moved", lang, then=then)
    return say("smart.a.moved.yes" if agreement.accepted_on else "smart.a.missing", lang, then=then)
