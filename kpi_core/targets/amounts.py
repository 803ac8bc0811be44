"""The amounts in a typed text, each with its sign; a number that reads two ways gives two texts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kpi_core.numbers import Ambiguous, parse_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpi_core.texts import Lang

MOST = 4
_MINUS = str.maketrans(dict.fromkeys("\u2212\u2013\u2014", "-"))
_SPACES = str.maketrans(dict.fromkeys("\u00a0\u202f\u2009\t\r\n", " "))
_AMOUNT = re.compile(
    r"(?<![\w.,])(?:(?P<sign>[+-]) ?)?(?P<body>(?:(?:[€$£]|eur\b|euro\b) ?)?\d(?:[\d.,]*\d)?(?:,-)?"
    r"(?: ?(?:%|procent\b|percent\b|k\b|mln\b|miljoen\b|million\b))?)(?! ?%)"
)


@dataclass(frozen=True)
class Amount:
    """One amount without its sign: percent as a proportion, `percent` when it was written as one."""

    number: float
    percent: bool = False
    sign: Literal["", "+", "-"] = ""


def amounts_in(text: str, lang: Lang, *, whole: bool = False) -> Iterator[tuple[tuple[Amount, ...], str]]:
    """Yield every reading of the amounts with the text around them, each amount a `#`, in lower case.

    whole: amounts are counted, so that 8.000 is eight thousand in any language. A dash between two amounts is no sign: "35 - 45" is from one to the other.
    """
    rest = " ".join(text.translate(_SPACES).translate(_MINUS).lower().split())
    found: list[tuple[Amount, ...]] = []
    around, end = "", 0
    for match in _AMOUNT.finditer(rest):
        before = rest[end : match.start()]
        dash = bool(found) and not before.strip() and match["sign"] == "-"
        readings = _read(match["body"], "" if dash else match["sign"] or "", lang, whole=whole)
        if not readings:
            return
        around += f"{before} {'<dash>' if dash else ''} # "
        found.append(readings)
        end = match.end()
    around = re.sub(r"(?<=#) +- +(?=#)", " <dash> ", " ".join((around + rest[end:]).split()))
    if 0 < len(found) <= MOST:
        for place in range(max(map(len, found))):  # one text has one decimal mark
            yield tuple(readings[min(place, len(readings) - 1)] for readings in found), around


def _read(body: str, sign: str, lang: Lang, *, whole: bool) -> tuple[Amount, ...]:
    plain = re.sub(r" ?(?:procent|percent)$", "%", body)
    number = parse_number(plain, lang)
    if number is None:
        return ()
    readings = number.readings if isinstance(number, Ambiguous) else (number,)
    readings = (max(readings),) if whole else readings
    return tuple(Amount(one, plain.endswith("%"), sign) for one in readings)  # type: ignore[arg-type]
