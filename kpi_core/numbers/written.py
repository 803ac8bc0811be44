"""Numbers as people write them: Dutch and English separators, currency signs, percent, and minus in its many places."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from kpi_core.texts import Lang

Style = Literal["plain", "comma", "point", "either"]

_SIGNS = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY"}
_CODES = "EUR|USD|GBP|CHF|SEK|NOK|DKK|PLN|CZK|JPY|CAD|AUD"
_CURRENCY = rf"(?:[€$£¥]|\b(?:{_CODES})\b|\beuro\b)"
_MINUS = "\u2212\u2013\u2014\u2010\u2011\ufe63\uff0d"
_NORMAL = str.maketrans(
    {**dict.fromkeys(_MINUS, "-"), **dict.fromkeys("\u00a0\u202f\u2009\u2007\t\r\n", " "), "\u2019": "'"}
)
_WHOLE = re.compile(
    rf"""
    (?P<before>{_CURRENCY})? \s* (?P<open>\()? \s* (?P<lead>[+-])? \s* (?P<front>{_CURRENCY})? \s* (?P<mid>[+-])? \s*
    (?P<body>\d(?:[\d.,'\ ]*\d)?|[.,]\d+) (?P<power>[eE][+-]?\d{{1,3}})? (?P<dash>[.,]--?)? \s*
    (?P<percent>%)? \s* (?P<inner>-)? \s* (?P<back>{_CURRENCY})? \s* (?P<percent_back>%)? \s* (?P<trail>-)? \s* (?P<close>\))?
    \s* (?P<after>{_CURRENCY})?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_GROUPED = {mark: re.compile(rf"\d{{1,3}}(?:{re.escape(mark)}\d{{3}})+") for mark in ",. '"}
_MULTIPLES = {"k": 1e3, "mln": 1e6, "miljoen": 1e6, "million": 1e6, "mld": 1e9}
_MULTIPLE = re.compile(r"^(.*\d)\s*(k|mln|miljoen|million|mld)\.?$", re.IGNORECASE)


@dataclass(frozen=True)
class Written:
    """A number as written, its separators not yet decided.

    style: "comma" or "point" when the text itself proves which is the decimal mark, "plain" when it has no mark at all,
        "either" when it reads both ways (1.234). currency: an ISO code, None = not said.
    """

    body: str
    style: Style
    negative: bool = False
    percent: bool = False
    currency: str | None = None
    power: int = 0

    def value(self, decimal: Literal["comma", "point"]) -> float | None:
        """Return the number with that decimal mark (percent as a proportion); None when the text contradicts it."""
        if self.style not in ("plain", "either", decimal):
            return None
        thousands, mark = (".", ",") if decimal == "comma" else (",", ".")
        size = float(self.body.replace(thousands, "").replace(mark, ".") + f"e{self.power - 2 * self.percent}")
        return -size if self.negative else size

    def amount(self, decimal: Literal["comma", "point"]) -> float:
        """Return the number: by its own separators where they prove how they are meant, else with that decimal mark."""
        own = self.value(decimal)
        if own is None:
            own = self.value("point" if decimal == "comma" else "comma")
        assert own is not None
        return own


@dataclass(frozen=True)
class Ambiguous:
    """A number that reads two ways; `readings` holds both values, the language's own reading first."""

    readings: tuple[float, float]


def written(text: str) -> Written | None:
    """Return what `text` says as a number, or None when it is not one.

    >>> written("€ 1.200,-")
    Written(body='1.200', style='comma', negative=False, percent=False, currency='EUR', power=0)
    """
    if text.isdecimal() and text.isascii():
        return Written(text, "plain")
    match = _WHOLE.fullmatch(text.translate(_NORMAL).replace("-/-", "-").strip())
    if match is None or bool(match["open"]) != bool(match["close"]):
        return None
    signs = [part for part in (match["open"], match["lead"], match["mid"], match["inner"], match["trail"]) if part]
    named = [part for part in (match["before"], match["front"], match["back"], match["after"]) if part]
    if len(signs) > 1 or len(named) > 1 or (match["percent"] and match["percent_back"]):
        return None
    body = match["body"]
    style = _style(body, match["dash"])
    if style is None:
        return None
    sign = named[0] if named else ""
    return Written(
        body=re.sub("[ ']", "", body),
        style=style,
        negative=bool(signs) and signs[0] != "+",
        percent=bool(match["percent"] or match["percent_back"]),
        currency=_SIGNS.get(sign, "EUR" if sign.lower() == "euro" else sign.upper()) or None,
        power=int(match["power"][1:]) if match["power"] else 0,
    )


def _style(body: str, dash: str | None) -> Style | None:
    """Return which decimal mark the digits prove, or None when they are no number."""
    spaced = [mark for mark in " '" if mark in body]
    if spaced:
        head = re.split("[.,]", body, maxsplit=1)[0]
        if len(spaced) > 1 or not _GROUPED[spaced[0]].fullmatch(head) or spaced[0] in body[len(head) :]:
            return None
    marks = [char for char in body if char in ".,"]
    if dash:
        return _style_before_dash(body, dash[0])
    if not marks:
        return "plain"
    if len(set(marks)) == 2:
        return _style_of_two(body)
    if len(marks) > 1:
        return _named(_other(marks[0])) if not spaced and _GROUPED[marks[0]].fullmatch(body) else None
    head, tail = body.split(marks[0])
    doubtful = len(tail) == 3 and 1 <= len(head) <= 3 and head[0] != "0" and not spaced
    return "either" if doubtful else _named(marks[0])


def _style_before_dash(body: str, mark: str) -> Style | None:
    plain = re.sub("[ ']", "", body)
    fits = plain.isdigit() or _GROUPED[_other(mark)].fullmatch(plain)
    return _named(mark) if fits else None


def _style_of_two(body: str) -> Style | None:
    last = max(body.rfind(","), body.rfind("."))
    mark = body[last]
    return _named(mark) if _GROUPED[_other(mark)].fullmatch(body[:last]) else None


def _other(mark: str) -> str:
    return "," if mark == "." else "."


def _named(mark: str) -> Style:
    return "comma" if mark == "," else "point"


@lru_cache(maxsize=1024)
def parse_number(text: str, lang: Lang) -> float | Ambiguous | None:
    """Return the number a person typed in a form: percent as a proportion, None when it is not a number.

    A text such as "1.234" comes back as `Ambiguous`: the form shows both readings and asks.

    >>> parse_number("€ 2.345,75", "nl")
    2345.75
    >>> parse_number("1.234", "nl")
    Ambiguous(readings=(1234.0, 1.234))
    """
    times = 1.0
    if match := _MULTIPLE.match(text.strip()):
        text, times = match[1], _MULTIPLES[match[2].lower()]
    found = written(text)
    if found is None:
        return None
    own: Literal["comma", "point"] = "comma" if lang == "nl" else "point"
    other: Literal["comma", "point"] = "point" if own == "comma" else "comma"
    values = [value * times for mark in (own, other) if (value := found.value(mark)) is not None]
    if found.style == "either":
        return Ambiguous((values[0], values[1]))
    return values[0]
