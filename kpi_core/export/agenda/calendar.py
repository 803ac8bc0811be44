"""A calendar file (RFC 5545) that every calendar reads, and that changes its own entries when it is read in again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from icalendar import Calendar, Event

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, time

    from kpi_core.texts import Lang

HOST = "kpi-kompas"
_SINCE = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Entry:
    """One thing on a day. begins: None = the whole day, else for `minutes` from then, by the clock of whoever reads it.

    uid: the same for the same thing in every file, so that reading it in again changes it. weeks: how many weeks on end it comes
    back on this day, 0 = it does not. cancelled: it is taken out of the calendar.
    """

    uid: str
    title: str
    on: date
    note: str = ""
    begins: time | None = None
    minutes: int = 30
    weeks: int = 0
    cancelled: bool = False


def uid_of(*parts: str) -> str:
    """Return the name of a thing made from what identifies it: the same parts always give the same."""
    return f"{uuid5(NAMESPACE_URL, chr(0).join((HOST, *parts)))}@{HOST}"


def calendar(entries: Iterable[Entry], lang: Lang, *, name: str, stamp: datetime) -> bytes:
    """Return the entries as a file. stamp: when it is made, with its zone; of two files the later one counts."""
    made = stamp.astimezone(UTC)
    file = Calendar()
    for key, value in {
        "prodid": f"-//KPI Kompas//{lang.upper()}",
        "version": "2.0",
        "method": "PUBLISH",
        "name": name,
        "x-wr-calname": name,
    }.items():
        file.add(key, value)
    for entry in entries:
        file.add_component(_event(entry, made))
    written: bytes = file.to_ical()
    return written


def _event(entry: Entry, made: datetime) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", made)
    event.add("sequence", max(0, int((made - _SINCE).total_seconds()) // 60))
    event.add("summary", entry.title)
    if entry.note:
        event.add("description", entry.note)
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    if entry.begins is None:
        event.add("dtstart", entry.on)
        event.add("dtend", entry.on + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    else:
        event.add("dtstart", datetime.combine(entry.on, entry.begins))
        event.add("duration", timedelta(minutes=entry.minutes))
    if entry.weeks:
        event.add("rrule", {"freq": "weekly", "count": entry.weeks})
    return event
