"""Where the reader of a typed formula is, and what stands there: a name of one or more words, or a call."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NoReturn

from kpi_core.errors import FormulaError
from kpi_core.formula.lexicon import FUNCTION_OF, KEYWORD_OF, OF_A_ROW, plain
from kpi_core.formula.tokens import cut

if TYPE_CHECKING:
    from collections.abc import Container

    from kpi_core.formula.tokens import Token
    from kpi_core.formula.vocabulary import Vocabulary

MOST_PIECES = 14
NAMES = {"word", "named", "quoted"}
BEFORE_BRACKET = {"and", "en", "or", "of", "not", "niet", "in", "where", "waar", "waarbij"}


class Cursor:
    """The pieces of a typed formula and the place in them."""

    def __init__(self, typed: str, vocabulary: Vocabulary) -> None:
        self.typed, self.vocabulary = typed, vocabulary
        self.tokens = cut(typed)
        self.at = 0

    def peek(self, steps: int = 0) -> Token | None:
        """Return the piece some steps ahead, None past the end."""
        return self.tokens[self.at + steps] if self.at + steps < len(self.tokens) else None

    def sign(self, text: str, steps: int = 1) -> bool:
        """Return whether this sign stands some steps ahead."""
        token = self.peek(steps)
        return token is not None and token.sort == "sign" and token.text == text

    def name(self, known: Container[str], *, keywords: bool = True) -> tuple[str, int]:
        """Return the name that begins here and its number of pieces: the longest that is known, else one piece.

        keywords: whether one may stand inside it, as in "omzet per klant".
        """
        first = self.tokens[self.at]
        if first.sort == "word":
            for count in range(MOST_PIECES, 1, -1):
                inside = self.tokens[self.at : self.at + count]
                if len(inside) == count and _runs_on(inside, keywords=keywords):
                    text = self.typed[first.start : inside[-1].end]
                    if plain(text) in known:
                        self._check_hyphens(text, known)
                        return text, count
        return first.text, 1

    def _check_hyphens(self, text: str, known: Container[str]) -> None:
        """Refuse a name with a hyphen that can also be a subtraction of names that are all known."""
        parts = text.split("-")
        if len(parts) > 1 and all(plain(part) in known for part in parts):
            offered = (f"[{text}]", " - ".join(part.strip() for part in parts))
            self.refuse("formula_name_two_ways", text, len(text), offered)

    def call(self) -> tuple[str, int] | None:
        """Return the name of what is called here and in how many words; None when nothing is."""
        for words in (1, 2, 3):
            inside = self.tokens[self.at : self.at + words]
            if any(one.sort != "word" for one in inside) or not self.sign("(", words):
                continue
            name = "_".join(one.text.casefold() for one in inside)
            if (name in FUNCTION_OF or words == 1) and name not in BEFORE_BRACKET:
                return name, words
        return None

    def inside(self, words: int) -> list[Token]:
        """Return what stands between the brackets of a call of so many words, without the outer brackets."""
        depth = 0
        for place in range(self.at + words, len(self.tokens)):
            token = self.tokens[place]
            depth += {"(": 1, ")": -1}.get(token.text, 0) if token.sort == "sign" else 0
            if depth == 0:
                return self.tokens[self.at + words + 1 : place]
        return self.tokens[self.at + words + 1 :]

    def about_rows(self, words: int) -> bool:
        """Return whether what is between the brackets is about rows, and not a figure already."""
        inside = self.inside(words)
        called = [
            FUNCTION_OF.get(one.text.casefold())
            for one, then in itertools.pairwise(inside)
            if one.sort == "word" and then.sort == "sign" and then.text == "("
        ]
        if any(one and one not in OF_A_ROW for one in called):
            return False
        names = [one for one in inside if one.sort in NAMES]
        dotted = any(one.sort == "sign" and one.text == "." for one in inside[:2])
        return dotted or not names or not self.vocabulary.figure(names[0].text)

    def refuse(
        self, code: str, name: str, length: int, suggestions: tuple[str, ...] = (), **fields: object
    ) -> NoReturn:
        """Refuse what stands here. length: of what was typed, from here. suggestions: what may stand there instead."""
        start = self.tokens[self.at].start
        raise FormulaError(code, start, name=name, suggestions=suggestions, length=length, **fields)


def _runs_on(inside: list[Token], *, keywords: bool) -> bool:
    """Return whether pieces can be one name: words, numbers, and hyphens that touch what is beside them."""
    if not keywords and any(one.text.casefold() in KEYWORD_OF for one in inside):
        return False
    for place, one in enumerate(inside):
        if one.sort == "sign":
            ends = place in {0, len(inside) - 1}
            if one.text != "-" or ends or inside[place - 1].end != one.start or inside[place + 1].start != one.end:
                return False
        elif one.sort not in {"word", "number"}:
            return False
    return True
