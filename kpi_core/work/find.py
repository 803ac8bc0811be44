"""Finding a KPI, an action, a decision or a note by what people remember of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from kpi_core.catalogue.search import find_in, form, plain
from kpi_core.numbers import show_date
from kpi_core.phrases import value_name
from kpi_core.texts import say
from kpi_core.work.actions import actions
from kpi_core.work.known import catalogue
from kpi_core.work.notes import note_line, notes
from kpi_core.work.rounds import decisions
from kpi_core.work.steering import choices

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Mapping as Map

    from kpi_core.model import Action, Kpi
    from kpi_core.store import Store
    from kpi_core.texts import Lang

MOST_KPIS, MOST_OF_A_KIND = 5, 20
LONGEST = 200
"""What is looked for is cut off here."""


@dataclass(frozen=True)
class Found:
    """One hit: its kind, what it is and where it stands (both may be customer text), and the page and address it leads to."""

    kind: Literal["kpi", "action", "decision", "note"]
    title: str
    context: str
    page: str
    address: Map[str, str] = field(default_factory=dict)


def find(store: Store, workspace: str, text: str, lang: Lang) -> tuple[Found, ...]:
    """Return what `text` may mean: KPIs first, as the catalogue finds them, those that are followed before the others; then
    actions, decisions and notes that hold every word of it, those with the words in the text itself first and the newest first.

    Accents and capitals make no difference. An empty text finds nothing.
    """
    words = plain(text[:LONGEST]).split()
    if not form(text[:LONGEST]).stems:
        return ()
    known = catalogue(store, workspace)
    followed = {choice.kpi for choice in choices(store, workspace)}
    hits = sorted(find_in(known.values(), text, lang)[:MOST_KPIS], key=lambda kpi: kpi.id not in followed)
    return (
        *(_kpi(kpi, kpi.id in followed, lang) for kpi in hits),
        *_best(words, _actions(store, workspace, known, lang)),
        *_best(words, _decisions(store, workspace, known, lang)),
        *_best(words, _notes(store, workspace, known, lang)),
    )


def _kpi(kpi: Kpi, followed: bool, lang: Lang) -> Found:
    context = say("find.followed", lang) if followed else kpi.meaning[lang]
    return Found("kpi", kpi.name[lang], context, "explore" if followed else "passport", {"kpi": kpi.id})


def _actions(store: Store, workspace: str, known: Map[str, Kpi], lang: Lang) -> Iterator[tuple[str, Found]]:
    for one in actions(store, workspace):
        context = f"{_part(one, known, lang)} · {one.owner} · {_state(one, lang)}"
        yield one.effect, Found("action", one.text, context, "actions", {"kpi": one.kpi})


def _part(action: Action, known: Map[str, Kpi], lang: Lang) -> str:
    name = known[action.kpi].name[lang]
    if action.segment is None:
        return name
    return say("card.title.segment", lang, kpi=name, segment=value_name(*action.segment, lang))


def _state(action: Action, lang: Lang) -> str:
    if action.done_on:
        return say("action.done", lang, date=show_date(action.done_on, lang))
    if action.dropped_on:
        return say("action.dropped", lang, date=show_date(action.dropped_on, lang))
    return say("find.due", lang, date=show_date(action.due, lang))


def _decisions(store: Store, workspace: str, known: Map[str, Kpi], lang: Lang) -> Iterator[tuple[str, Found]]:
    for one in decisions(store, workspace):
        if one.kpi in known:
            context = f"{known[one.kpi].name[lang]} · {one.owner} · {show_date(one.on, lang)}"
            title = one.text or say(f"find.choice.{one.choice}", lang)
            yield one.cause, Found("decision", title, context, "explore", {"kpi": one.kpi})


def _notes(store: Store, workspace: str, known: Map[str, Kpi], lang: Lang) -> Iterator[tuple[str, Found]]:
    for one in notes(store, workspace):
        context = note_line(one, lang)
        if one.kpi:
            context = f"{known[one.kpi].name[lang]} · {context}"
        yield "", Found("note", one.text, context, "explore", {"kpi": one.kpi} if one.kpi else {})


def _best(words: list[str], every: Iterable[tuple[str, Found]]) -> list[Found]:
    """Return what holds every word, in its text before in what stands around it."""
    ranked = []
    for around, found in every:
        title, rest = plain(found.title), plain(f"{found.title} {around} {found.context}")
        if all(word in rest for word in words):
            ranked.append((not all(word in title for word in words), found))
    return [found for _, found in sorted(ranked, key=lambda entry: entry[0])[:MOST_OF_A_KIND]]
