"""Text as a document can hold it, and the colours a verdict is written in on white paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kpi_core.charts import SIGNS
from kpi_core.texts import say
from kpi_core.units import Unit

if TYPE_CHECKING:
    from kpi_core.reports import KpiReport, Tone
    from kpi_core.texts import Lang

LOCALES = {"nl": "nl-NL", "en": "en-GB"}
ELLIPSIS = "…"
FIRST_PRINTED = 0x20
LAST_OF_PLANE = 0xFFFE
SURROGATES = range(0xD800, 0xE000)
LARGE = 10_000.0
COARSE, FEW = 0.04, 10.0


class Ink(NamedTuple):
    """A verdict's colours on white: of its shape, of its word (4.5:1 at least), and of the ground behind it."""

    mark: str
    word: str
    ground: str


TONES: dict[Tone, Ink] = {
    "green": Ink("0A7D68", "07604F", "E3F4EF"),
    "orange": Ink("D07A00", "8A4B00", "FDF1DF"),
    "red": Ink("B3261E", "A2211A", "FCEBE9"),
    "blue": Ink("1F5FA8", "1A4F8C", "E8F0FA"),
    "gray": Ink("667286", "4C586C", "EEF1F5"),
}
SHAPES = {"circle": "●", "triangle-up": "▲", "square": "■", "hollow": "○"}


def printable(text: str) -> str:
    """Return text on one line, without what XML cannot hold: control characters, halves of characters, marks that are none."""
    kept = "".join(letter if _is_printed(ord(letter)) else " " for letter in text)
    return " ".join(part for part in kept.split(" ") if part)


def _is_printed(code: int) -> bool:
    return (
        code >= FIRST_PRINTED and not 0x7F <= code < 0xA0 and code not in SURROGATES and code & 0xFFFF < LAST_OF_PLANE
    )


def cut(text: str, most: int) -> str:
    """Return text of at most so many characters, cut between two words and ended by "…" where it was longer."""
    text = printable(text)
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    word = kept.rfind(" ")
    return kept[: word if word > most // 2 else None].rstrip(" ,;:.") + ELLIPSIS


def status_of(kpi: KpiReport, lang: Lang) -> str:
    """Return the word of a KPI's status, or that it has no target."""
    return kpi.status_words or say("handover.no_target", lang)


def shape_of(kpi: KpiReport) -> str:
    """Return the shape that goes with the word of a verdict, "" without a verdict."""
    if kpi.status is None:
        return ""
    sign = SIGNS[kpi.status]
    return SHAPES["hollow" if sign.hollow or kpi.tone == "gray" else sign.shape]


def alt_text(kpi: KpiReport, lang: Lang) -> str:
    """Return what the picture of a KPI tells to who cannot see it."""
    told = say("handover.alt", lang, kpi=kpi.title, sentence=kpi.sentence)
    values = [point for point in kpi.points if point.value is not None]
    if not values:
        return printable(told)
    fields = {"first": values[0].name, "then": values[0].words, "last": values[-1].name, "now": values[-1].words}
    return printable(f"{told} {say('handover.alt.span', lang, **fields)}")


def number_format(kpi: KpiReport) -> str:
    """Return how a spreadsheet shows the values of a KPI on an axis."""
    largest = max((abs(point.value) for point in kpi.points if point.value is not None), default=0.0)
    if kpi.unit is Unit.PERCENT:
        return "0%" if largest >= COARSE else "0.0%"
    unit = '"€" ' if kpi.unit is Unit.CURRENCY else ""
    if largest >= LARGE:
        return f'{unit}#,##0,"k"'
    return f"{unit}#,##0" if largest >= FEW else f"{unit}0.0"
