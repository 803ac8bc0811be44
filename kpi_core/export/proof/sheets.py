"""Sheets of lines as they will be written: columns of values, or of one formula that every line has.

A formula holds three marks, put in place per line: the number of its own line, of the line before, and of the line of
another sheet that it copies. They are characters that no text has.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

OWN, BEFORE, AFTER, SOURCE = "\ue000", "\ue001", "\ue002", "\ue003"
TITLE, NOTE, HEADER, FIRST = 1, 2, 3, 4
"""The lines of a sheet, counted from 1: its name, what it is, the headers, and the first line of values."""
MOST_LINES = 1_048_576
LONGEST_NAME = 31
UNFIT = re.compile(r"[^\w ()+&,.-]")
NEVER = 2958465
"""The last day Excel knows, 31 December 9999: what has no end runs until then."""
ZERO = date(1899, 12, 30)
"""Day 0 of Excel, from March 1900 on."""
Look = Literal["text", "date", "time", "number", "amount", "truth"]


class NotExpressible(Exception):
    """A KPI cannot be put in the workbook; `reason` is the end of a text key `proof.out.<reason>`."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def letters(place: int) -> str:
    """Return the letters of a column, counted from 0.

    >>> letters(0), letters(25), letters(26)
    ('A', 'Z', 'AA')
    """
    name, place = "", place + 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name


@dataclass(frozen=True)
class Field:
    """One column. values: what each line holds, None = empty; of a formula what it comes to, kept for who does not recalculate.

    formula: with its marks and "=", "" for values as they were read. first: the formula of the first line, which has no line
    before it; "" = the same. source: per line the number of the line it copies, of a formula that copies.
    """

    header: str
    values: Sequence[Any]
    look: Look
    formula: str = ""
    first: str = ""
    width: int = 14
    source: Sequence[int] = ()


@dataclass
class Lines:
    """A sheet of lines."""

    name: str
    title: str
    note: str
    count: int
    fields: list[Field] = field(default_factory=list)

    def add(self, found: Field) -> int:
        """Add a column and return its place; the same formula twice is one column."""
        for place, known in enumerate(self.fields):
            if found.formula and known.formula == found.formula and known.source is found.source:
                return place
        self.fields.append(found)
        return len(self.fields) - 1

    def at(self, place: int, row: str = OWN) -> str:
        """Return the reference of a column on a line of this sheet."""
        return f"${letters(place)}{row}"

    def column(self, place: int) -> str:
        """Return the reference of a whole column, from anywhere."""
        letter = letters(place)
        return f"{quoted_name(self.name)}!${letter}${FIRST}:${letter}${FIRST + max(self.count, 1) - 1}"

    def copied(self, place: int) -> str:
        """Return the formula that copies a column of this sheet to another, line by line."""
        return f"={quoted_name(self.name)}!${letters(place)}{SOURCE}"


def quoted_name(name: str) -> str:
    """Return the name of a sheet inside a formula."""
    return "'{}'".format(name.replace("'", "''"))


@dataclass
class Names:
    """Names of sheets: without what Excel refuses, short enough, each only once whatever its case."""

    taken: set[str] = field(default_factory=set)

    def give(self, wanted: str) -> str:
        """Return the nearest name that can be used."""
        plain = " ".join(UNFIT.sub(" ", wanted).split()).strip("-.,+ ") or "KPI"
        name, place = plain[:LONGEST_NAME].strip(), 1
        while name.casefold() in self.taken or name.casefold() == "history":
            place += 1
            tail = f" {place}"
            name = plain[: LONGEST_NAME - len(tail)].strip() + tail
        self.taken.add(name.casefold())
        return name
