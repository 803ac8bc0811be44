"""Notes on a KPI, on a period of it, or on nothing in particular. Every state they had is kept, and each step can be undone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

from kpi_core.errors import StoreError
from kpi_core.model import Note
from kpi_core.numbers import show_date, show_period
from kpi_core.periods import parse_period
from kpi_core.work.known import catalogue_in, known_kpi
from kpi_core.work.names import LONGEST_REMARK, clean

if TYPE_CHECKING:
    from datetime import date

    from kpi_core.store import EntryVersion, Space, Store
    from kpi_core.texts import Lang

MOST_NOTES = 2000
_KIND = "note"


def notes(store: Store, workspace: str, kpi: str | None = None, period: str | None = None) -> tuple[Note, ...]:
    """Return the notes, of one KPI, of one period (`Period.id`) or of all: the newest first.

    Notes on a KPI that is no longer there are left out; they come back with it.
    """
    with store.reading(workspace) as space:
        known = catalogue_in(space)
        kept = [one for one in space.entries(_KIND).all().values() if not one.kpi or one.kpi in known]
    found = [one for one in kept[::-1] if kpi in (None, one.kpi) and period in (None, one.period)]
    return tuple(sorted(found, key=lambda one: one.on, reverse=True))


def add_note(store: Store, workspace: str, text: str, *, on: date, kpi: str = "", period: str = "") -> Note:
    """Keep a new note, of whoever makes the change, and return it as it was kept.

    Raises StoreError `unknown_kpi`, `empty_note`, `note_period` or `too_many_notes`.
    """
    new = Note(uuid4().hex, text, on, kpi, period, store.who)
    with store.writing(workspace) as space:
        if len(space.entries(_KIND).all()) >= MOST_NOTES:
            raise StoreError("too_many_notes", most=MOST_NOTES)
        return _keep(space, new)


def change_note(store: Store, workspace: str, id_: str, text: str) -> Note:
    """Let a note say something else; what it said before is kept. Raises as `add_note`, and StoreError `unknown_note`."""
    with store.writing(workspace) as space:
        return _keep(space, replace(_found(space, id_), text=text))


def remove_note(store: Store, workspace: str, id_: str) -> None:
    """Take a note away; `undo_note` brings it back. Raises StoreError `unknown_note`."""
    with store.writing(workspace) as space:
        _found(space, id_)
        space.entries(_KIND).remove(id_)


def undo_note(store: Store, workspace: str, id_: str) -> Note | None:
    """Undo the last change of a note and return what stands now; None when it was just made."""
    with store.writing(workspace) as space:
        found: Note | None = space.entries(_KIND).undo(id_)
        return found


def note_history(store: Store, workspace: str, id_: str) -> tuple[EntryVersion, ...]:
    """Return every state a note had, newest first, with who made it so and when."""
    with store.reading(workspace) as space:
        return space.entries(_KIND).history(id_)


def _found(space: Space, id_: str) -> Note:
    found: Note | None = space.entries(_KIND).get(id_)
    if found is None:
        raise StoreError("unknown_note")
    return found


def _keep(space: Space, note: Note) -> Note:
    kept = replace(note, text=clean(note.text, LONGEST_REMARK), who=clean(note.who))
    if not kept.text:
        raise StoreError("empty_note")
    if kept.kpi:
        known_kpi(catalogue_in(space), kept.kpi)
    if kept.period:
        try:
            parse_period(kept.period)
        except ValueError as error:
            raise StoreError("note_period") from error
    space.entries(_KIND).put(kept.id, kept)
    return kept


def note_line(note: Note, lang: Lang) -> str:
    """Return what stands beside a note: the period it is about, who wrote it and when. It holds customer text."""
    period = show_period(parse_period(note.period), lang) if note.period else ""
    return " · ".join(filter(None, (period, note.who, show_date(note.on, lang))))
