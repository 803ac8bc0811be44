"""The consultant's desk: all clients in words, what needs attention most first, with the one thing to do at each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpi_core.charts import SIGNS
from kpi_core.model import Verdict
from kpi_core.numbers import show_count, show_date, show_period
from kpi_core.passports import Badge
from kpi_core.texts import say
from kpi_core.work.clients import Client, client

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from kpi_core.store import Store, Workspace
    from kpi_core.texts import Lang

_FACTS = (Verdict.ON_COURSE, Verdict.REACHED, Verdict.CANNOT_TELL)
_NOTHING = "nothing"


@dataclass(frozen=True)
class Line:
    """One client on the desk. facts: until when its data goes and how its targets stand, without what a badge says.

    next: the one thing to do there, in words, and `page` where it is done; problem: why its data cannot be read, "" else.
    """

    client: Client
    badges: tuple[Badge, ...]
    facts: str
    next: str
    page: str
    problem: str = ""

    @property
    def workspace(self) -> Workspace:
        """Whose line it is; its name is customer text."""
        return self.client.workspace


def desk(store: Store, today: date, lang: Lang) -> tuple[Line, ...]:
    """Return a line per workspace in use, in order of what needs attention."""
    return in_order(line(store, entry.id, today, lang) for entry in store.workspaces())


def line(store: Store, workspace: str, today: date, lang: Lang) -> Line:
    """Return the line of one client. Raises StoreError `no_workspace`."""
    found = client(store, workspace, today)
    words, page = _next(found, lang)
    problem = say(f"error.{found.unread.code}", lang, **found.unread.fields) if found.unread else ""
    return Line(found, tuple(_badges(found, lang)), _facts(found, lang), words, page, problem)


def in_order(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return the lines with what needs attention most first, equals by name."""
    return tuple(sorted(lines, key=lambda one: (one.client.urgency, one.workspace.name.casefold(), one.workspace.id)))


def headline(lines: Sequence[Line], lang: Lang) -> str:
    """Return the outcome over all clients in a sentence or two."""
    count = show_count(len(lines), lang)
    behind = [one.client.missed for one in lines if one.client.missed]
    off = sum(1 for one in lines if one.client.bad)
    said = []
    if behind:
        period = show_period(behind[0], lang) if len(set(behind)) == 1 else say("desk.last", lang)
        fields = {"n": len(behind), "behind": show_count(len(behind), lang), "count": count, "period": period}
        said.append(say("desk.behind", lang, **fields))
    if off:
        key = "desk.off.too" if behind else "desk.off"
        said.append(say(key, lang, n=off, off=show_count(off, lang), count=count))
    return " ".join(said) or say("desk.calm", lang, n=len(lines), count=count)


def _badges(found: Client, lang: Lang) -> Iterator[Badge]:
    if found.unread:
        yield Badge(say("desk.unread", lang), "block", "red")
    if found.bad:
        yield _verdict(Verdict.OFF_COURSE, found.bad, lang)
    if found.missed:
        fields = {"n": found.skipped, "count": show_count(found.skipped, lang)}
        period = show_period(found.missed, lang)
        yield Badge(say("desk.missed", lang, period=period, **fields), "event_busy", "orange")
    if risk := found.verdicts.get(Verdict.AT_RISK, 0):
        yield _verdict(Verdict.AT_RISK, risk, lang)
    if found.late:
        yield Badge(say("desk.late", lang, n=found.late, count=show_count(found.late, lang)), "schedule", "orange")
    if found.unagreed:
        word = say("desk.unagreed", lang, n=found.unagreed, count=show_count(found.unagreed, lang))
        yield Badge(word, "handshake", "gray")


def _verdict(verdict: Verdict, n: int, lang: Lang) -> Badge:
    sign = SIGNS[verdict]
    return Badge(say(f"tally.{verdict}", lang, n=n), sign.icon, sign.color)


def _facts(found: Client, lang: Lang) -> str:
    if found.reach is None:
        return say("desk.no_data", lang)
    said = [say("desk.old" if found.stale else "desk.reach", lang, date=show_date(found.reach, lang))]
    said += [say(f"tally.{one}", lang, n=found.verdicts[one]) for one in _FACTS if found.verdicts.get(one)]
    return " · ".join(said)


def _next(found: Client, lang: Lang) -> tuple[str, str]:
    """Return the first thing that holds a client up, and where it is done."""
    steps = (
        (found.reach is None, "read", "start", 1),
        (not found.kpis, "choose", "catalogue", 1),
        (not found.targets, "aim", "targets", 1),
        (found.stale, "refresh", "start", 1),
        (found.missed is not None, "round", "round", 1),
        (found.late > 0, "late", "actions", found.late),
        (found.unagreed > 0, "agree", "targets", found.unagreed),
        (found.bad > 0, "steer", "dashboard", found.bad),
        (True, _NOTHING, "dashboard", 1),
    )
    code, page, n = next((code, page, n) for holds, code, page, n in steps if holds)
    period = show_period(found.missed, lang) if found.missed else ""
    return say(f"desk.next.{code}", lang, n=n, count=show_count(n, lang), period=period), page
