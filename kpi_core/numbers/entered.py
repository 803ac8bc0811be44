"""A number typed into a form: read in the language of the page, and shown both ways when it reads two ways."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from kpi_core.numbers.written import written

if TYPE_CHECKING:
    from kpi_core.texts import Lang


@dataclass(frozen=True)
class Ambiguous:
    """A number that reads two ways; `readings` holds both values, the language's own reading first."""

    readings: tuple[float, float]


@lru_cache(maxsize=1024)
def parse_number(text: str, lang: Lang) -> float | Ambiguous | None:
    """Return the number a person typed in a form: percent as a proportion, None when it is not a number.

    A text such as "1.234" comes back as `Ambiguous`: the form shows both readings and asks.

    >>> parse_number("€ 2.345,75", "nl")
    2345.75
    >>> parse_number("1.234", "nl")
    Ambiguous(readings=(1234.0, 1.234))
    """
    found = written(text)
    if found is None or found.side:
        return None
    own: Literal["comma", "point"] = "comma" if lang == "nl" else "point"
    other: Literal["comma", "point"] = "point" if own == "comma" else "comma"
    values = [value for mark in (own, other) if (value := found.value(mark)) is not None]
    if found.style == "either":
        return Ambiguous((values[0], values[1]))
    return values[0]
