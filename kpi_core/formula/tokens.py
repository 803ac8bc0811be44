"""A formula as typed, cut into pieces that remember where they stood."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kpi_core.errors import FormulaError
from kpi_core.formula.lexicon import SIGNS

if TYPE_CHECKING:
    from collections.abc import Sequence

Sort = Literal["word", "named", "quoted", "text", "number", "sign"]
_PIECE = re.compile(
    r"(?P<space>\s+)"
    r"|(?P<text>'(?:[^']|'')*'|‘[^’]*’)"
    r'|(?P<quoted>"[^"]*"|“[^”]*”|„[^”“]*[”“])'
    r"|(?P<named>\[[^\]]*\])"
    r"|(?P<number>\d+(?:[.,]\d+)*(?:[eE][+-]?\d+)?(?![^\W\d]))"
    r"|(?P<word>[^\W\d]\w*|\d+[^\W\d]\w*)"
    r"|(?P<sign><=|>=|!=|<>|==|[=<>+\-*/×÷·−–≤≥≠(),;.%])"
)


@dataclass(frozen=True)
class Token:
    """One piece. text: without its quotes or brackets; start, end: where it stood, the end outside."""

    sort: Sort
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Piece:
    """What a part of the typed formula becomes."""

    text: str
    start: int
    end: int


def cut(typed: str) -> list[Token]:
    """Return the pieces of what was typed; the = that spreadsheets begin with is passed over.

    Raises FormulaError at a sign that has no meaning here and at a quote without an end.
    """
    at = len(typed) - len(typed.lstrip())
    at += typed[at : at + 1] == "="
    found: list[Token] = []
    while at < len(typed):
        match = _PIECE.match(typed, at)
        if match is None:
            raise FormulaError("formula_unexpected", at, found=typed[at], length=1)
        if match.lastgroup != "space":
            found.append(_token(str(match.lastgroup), match))
        at = match.end()
    return found


def _token(sort: str, match: re.Match[str]) -> Token:
    text = match[0]
    if sort == "text":
        text = text[1:-1].replace("''", "'") if text[0] == "'" else text[1:-1]
    elif sort in {"quoted", "named"}:
        text = text[1:-1].strip()
    elif sort == "sign":
        text = SIGNS.get(text, text)
    return Token(sort, text, match.start(), match.end())  # type: ignore[arg-type]


def joined(pieces: Sequence[Piece]) -> tuple[str, list[tuple[int, Piece]]]:
    """Return the pieces as one text, and for each where it begins in there."""
    text, places = "", []
    for piece in pieces:
        tight = not text or text.endswith(("(", ".", " ")) or piece.text in {")", ",", "."}
        opens = (
            piece.text == "("
            and text[-1:].isidentifier()
            and not text.endswith((" in", " and", " or", " not", " where"))
        )
        text += "" if tight or opens else " "
        places.append((len(text), piece))
        text += piece.text
    return text, places
