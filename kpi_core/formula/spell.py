"""A formula as it is kept, spelled the way a person would type it: Dutch words, own names, decimal commas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi_core.formula.lexicon import EDGES, FUNCTIONS, KEYWORDS, MAYBE_AGGREGATES, shown_function, shown_keyword
from kpi_core.formula.tokens import Piece, Token, cut, joined
from kpi_core.formula.tree import Column
from kpi_core.formula.vocabulary import written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpi_core.formula.vocabulary import Vocabulary

OWN = "own"


def spelled(text: str, vocabulary: Vocabulary) -> str:
    """Return a kept formula in the words of the vocabulary's language; `translate` gives the same formula back.

    A name is only used where it means one thing; else the id stands, with its table.
    """
    pieces = [Piece(word, 0, 0) for word in _words(cut(text), vocabulary)]
    return joined(pieces)[0].replace(" ;", ";")


def _words(tokens: list[Token], vocabulary: Vocabulary) -> Iterator[str]:
    at, clause, function = 0, "", ""
    while at < len(tokens):
        token = tokens[at]
        following = tokens[at + 1].text if at + 1 < len(tokens) else ""
        if token.sort == "word" and following == ".":
            yield _dotted(token.text, tokens[at + 2].text, function, vocabulary)
            at += 3
        else:
            yield _word(token, following, clause, vocabulary)
            clause = token.text if token.text in {"on", "per"} else ""
            function = token.text if following == "(" else function
            at += 1


def _word(token: Token, following: str, clause: str, vocabulary: Vocabulary) -> str:
    lang = vocabulary.lang
    match token.sort:
        case "number":
            return token.text.replace(".", ",") if lang == "nl" else token.text
        case "text":
            return "'" + token.text.replace("'", "''") + "'"
        case "sign":
            return ";" if token.text == "," and lang == "nl" else token.text
    if token.text in FUNCTIONS and following == "(":
        return shown_function(token.text, lang)
    if token.text in {**KEYWORDS, **EDGES} and not clause:
        return shown_keyword(token.text, lang)
    return token.text if clause else _figure(token.text, vocabulary)


def _figure(id_: str, vocabulary: Vocabulary) -> str:
    """Return the name of a figure where it is the name of that one alone."""
    name = vocabulary.titles.get(id_)
    return id_ if name is None or vocabulary.figure(name) != (id_,) else written(name)


def _dotted(kind: str, role: str, function: str, vocabulary: Vocabulary) -> str:
    id_ = f"{kind}.{role}"
    if kind == OWN:
        return _figure(id_, vocabulary)
    name = vocabulary.titles.get(id_)
    if name is None or list(vocabulary.columns_of(name)) != [Column(kind, role)]:
        return id_
    return id_ if function in MAYBE_AGGREGATES and vocabulary.figure(name) else written(name)
