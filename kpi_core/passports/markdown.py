"""A passport as Markdown, to keep, print or mail."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpi_core.texts import Lang, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpi_core.passports.arithmetic import Arithmetic
    from kpi_core.passports.content import Passport
    from kpi_core.passports.sources import Source

HEADS = ("number", "what", "table", "file", "columns", "rows", "cells")
MARKS = re.compile(r"([\\`*_{}\[\]#|<>$~])")


@dataclass(frozen=True)
class Figures:
    """The part of a passport that needs data.

    period: in words, and whether it is complete in `notes`. lead: the outcome as a sentence. identities: what the KPI also
    is, as sums of other KPIs. notes: warnings, as sentences.
    """

    period: str
    lead: str
    arithmetic: Arithmetic
    sources: tuple[Source, ...] = ()
    identities: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def table(self, lang: Lang) -> dict[str, list[str]]:
        """Return where the numbers stand as a table of texts, heading to cells; customer text in it is not escaped."""
        return {
            say(f"passport.source.{head}", lang): [getattr(source, head) for source in self.sources] for head in HEADS
        }


def markdown(passport: Passport, lang: Lang, figures: Figures | None = None) -> str:
    """Return the passport as Markdown; without figures the part that needs data is left out."""
    return "\n".join(_lines(passport, lang, figures)).rstrip() + "\n"


def escaped(text: str) -> str:
    """Return text of a customer as Markdown shows it: on one line, its signs without meaning."""
    return MARKS.sub(r"\\\1", re.sub(r"[ \t]+", " ", " ".join(text.splitlines())).strip())


def _lines(passport: Passport, lang: Lang, figures: Figures | None) -> Iterator[str]:
    yield f"# {passport.name}"
    yield from ("", passport.meaning)
    if passport.why:
        yield from ("", passport.why)
    yield from ("", f"## {say('passport.title.formula', lang)}", "", passport.formula)
    yield from (line for part in passport.parts for line in ("", f"- {part}"))
    yield from ("", f"    {passport.source}")
    if figures:
        yield from _figures(figures, lang)
    yield from ("", f"## {say('passport.title.facts', lang)}", "")
    for fact in passport.facts:
        yield f"- **{fact.title}**: {' '.join(_ended(text, last=text is fact.texts[-1]) for text in fact.texts)}"


def _ended(text: str, *, last: bool) -> str:
    return text if last or text.endswith((".", "?", "!", ":")) else f"{text};"


def _figures(figures: Figures, lang: Lang) -> Iterator[str]:
    sums = figures.arithmetic
    yield from ("", f"## {say('passport.title.figures', lang, period=figures.period)}", "", escaped(figures.lead))
    for line in sums.lines:
        yield from ("", escaped(line))
    if sums.reason:
        yield from ("", escaped(sums.reason))
    if figures.sources:
        table = figures.table(lang)
        yield from ("", f"| {' | '.join(table)} |", "|" + " --- |" * len(table))
        for row in zip(*table.values(), strict=True):
            yield f"| {' | '.join(map(escaped, row))} |"
    for note in figures.notes:
        yield from ("", f"> {escaped(note)}")
    if figures.identities:
        yield from ("", f"## {say('passport.title.tree', lang)}", "")
        yield from (f"- {escaped(line)}" for line in figures.identities)
