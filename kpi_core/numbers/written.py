"""Numbers as people write them: Dutch and English separators, currency signs, percent, and minus in its many places."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Style = Literal["plain", "comma", "point", "either"]

Side = Literal["", "credit", "debit"]

_CODES = (
    "EUR|USD|GBP|CHF|SEK|NOK|DKK|PLN|CZK|HUF|RON|BGN|ISK|TRY|RUB|UAH|JPY|CNY|HKD|SGD|INR|IDR|KRW|THB|MYR|PHP|TWD|VND"
    "|CAD|AUD|NZD|MXN|BRL|ARS|CLP|COP|ZAR|MAD|EGP|ILS|AED|SAR|SRD|ANG|AWG"
)
CODES = frozenset(_CODES.split("|"))
_GLYPHS = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "₹": "INR", "₺": "TRY", "₽": "RUB", "₩": "KRW", "₪": "ILS"}
_NAMES = {"euro": "EUR", "us$": "USD", "a$": "AUD", "c$": "CAD", "ca$": "CAD", "zł": "PLN", "kč": "CZK", "kr": "KR"}
SIGNS = _GLYPHS | _NAMES | {"kr.": "KR"}
_WORDS = "|".join(re.escape(sign) for sign in sorted(SIGNS, key=len, reverse=True) if sign[0].isalpha())
_CURRENCY = rf"(?:[€$£¥₹₺₽₩₪]|(?<![^\W\d_])(?:{_CODES}|{_WORDS})(?![^\W\d_]))"
SCALES = {
    **dict.fromkeys(("k", "tsd", "duizend"), 3),
    **dict.fromkeys(("M", "mln", "mio", "mill", "miljoen", "million", "millionen", "millions"), 6),
    **dict.fromkeys(("mrd", "mld", "bn", "miljard", "milliard", "milliarde", "milliarden"), 9),
}
_SCALE = r"(?:(?-i:[kKM])|mln|mio|mill|miljoen|million(?:en|s)?|tsd|duizend|mrd|mld|bn|miljard|milliard(?:en?)?)\b\.?"
_SIDES: dict[str, Side] = {"c": "credit", "d": "debit"}
_MINUS = "\u2212\u2013\u2014\u2010\u2011\ufe63\uff0d"
_NORMAL = str.maketrans(
    {**dict.fromkeys(_MINUS, "-"), **dict.fromkeys("\u00a0\u202f\u2009\u2007\t\r\n", " "), "\u2019": "'"}
)
_WHOLE = re.compile(
    rf"""
    (?P<before>{_CURRENCY})? \s* (?P<open>\()? \s* (?P<lead>[+-])? \s* (?P<front>{_CURRENCY})? \s* (?P<mid>[+-])? \s*
    (?P<body>\d(?:[\d.,'\ ]*\d)?|[.,]\d+) (?P<power>[eE][+-]\d{{1,3}})? (?P<dash>[.,]--?)? \s*
    (?P<scale>{_SCALE})? \s* (?P<percent>%)? \s* (?P<inner>-)? \s* (?P<back>{_CURRENCY})? \s* (?P<percent_back>%)? \s* (?P<trail>-)? \s* (?P<close>\))?
    \s* (?P<after>{_CURRENCY})? \s* (?P<side>(?:CR|DR|DB)\b\.?)?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_GROUPED = {mark: re.compile(rf"\d{{1,3}}(?:{re.escape(mark)}\d{{3}})+") for mark in ",. '"}


@dataclass(frozen=True)
class Written:
    """A number as written, its separators not yet decided.

    style: "comma" or "point" when the text itself proves which is the decimal mark, "plain" when it has no mark at all,
        "either" when it reads both ways (1.234). currency: an ISO code, None = not said.
    power: the exponent of a number such as 8,71E+12. scale: 3 for a number in thousands ("12k"), 6 in millions, 9 in milliards.
    side: "credit" or "debit" where the number says CR or DR; which of the two is a minus is for the reader to settle.
    """

    body: str
    style: Style
    negative: bool = False
    percent: bool = False
    currency: str | None = None
    power: int = 0
    scale: int = 0
    side: Side = ""

    def value(self, decimal: Literal["comma", "point"]) -> float | None:
        """Return the number with that decimal mark (percent as a proportion); None when the text contradicts it."""
        if self.style not in ("plain", "either", decimal):
            return None
        thousands, mark = (".", ",") if decimal == "comma" else (",", ".")
        size = float(
            self.body.replace(thousands, "").replace(mark, ".") + f"e{self.power + self.scale - 2 * self.percent}"
        )
        return -size if self.negative else size

    def amount(self, decimal: Literal["comma", "point"]) -> float:
        """Return the number: by its own separators where they prove how they are meant, else with that decimal mark."""
        own = self.value(decimal)
        if own is None:
            own = self.value("point" if decimal == "comma" else "comma")
        assert own is not None
        return own


def written(text: str) -> Written | None:
    """Return what `text` says as a number, or None when it is not one.

    >>> written("€ 1.200,-")
    Written(body='1.200', style='comma', negative=False, percent=False, currency='EUR', power=0, scale=0, side='')
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
        currency=SIGNS.get(sign.lower(), sign.upper()) or None,
        power=int(match["power"][1:]) if match["power"] else 0,
        scale=_scale(match["scale"]),
        side=_SIDES[match["side"][0].lower()] if match["side"] else "",
    )


def _scale(word: str | None) -> int:
    if not word:
        return 0
    plain = word.rstrip(".")
    return SCALES.get(plain) or SCALES[plain.lower()]


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
