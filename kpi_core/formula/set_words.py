"""Sets of keys as words: `size(both(prev(keys(c)), keys(c)))` as the number of customers that occur in both periods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi_core.formula.tree import Column, KeySet, Node, Number, SetPair, Shift

if TYPE_CHECKING:
    from collections.abc import Callable

    from kpi_core.formula.tree import Size
    from kpi_core.formula.words import Speech

    Phrase = Callable[[Node, Speech], str]

EARLIER = {"prev": "before", "prev_year": "year_before", "opening": "at.opening", "months_ago": "at.months_ago"}


def when_of(node: Shift, speech: Speech) -> str:
    """Return which day or period a shift looks at, as words."""
    return speech.say(EARLIER[node.name], months=node.months)


def counted_keys(node: Size, speech: Speech, phrase: Phrase, when: str) -> str:
    """Return how many keys of a set there are, as words."""
    many = speech.many(key_of(node.body).role)
    if when == speech.say("now") and isinstance(node.body, KeySet) and node.body.name == "keys":
        return speech.say("distinct", many=many)
    return speech.say("size", many=many, condition=seen(node.body, speech, phrase, when))


def key_of(node: Node) -> Column:
    """Return the column whose values a set holds. Raises TypeError for what is no set."""
    match node:
        case KeySet():
            return node.column
        case SetPair():
            return key_of(node.left)
        case Shift():
            return key_of(node.body)
    raise TypeError(f"no keys in {type(node).__name__}")


def seen(node: Node, speech: Speech, phrase: Phrase, when: str) -> str:
    """Return what is so of the keys of a set, as it follows on "that". Raises TypeError for what is no set."""
    match node:
        case KeySet():
            days = _days(node.days, speech, phrase)
            return speech.say(_seen_as(node, when, speech), when=when, days=days)
        case SetPair():
            if isinstance(node.right, KeySet) and node.right.name == "active":
                sort = "still" if node.name == "both" else "no_longer"
                return speech.say(sort, left=seen(node.left, speech, phrase, when))
            sides = seen(node.left, speech, phrase, when), seen(node.right, speech, phrase, when)
            return speech.say("both" if node.name == "both" else "minus_set", left=sides[0], right=sides[1])
        case Shift():
            return seen(node.body, speech, phrase, when_of(node, speech))
    raise TypeError(f"no keys in {type(node).__name__}")


def _days(node: Node | None, speech: Speech, phrase: Phrase) -> str:
    if node is None:
        return ""
    said = phrase(node, speech)
    return speech.say("so_many_days", n=said) if isinstance(node, Number) else said


def _seen_as(node: KeySet, when: str, speech: Speech) -> str:
    return "active_now" if node.name == "active" and when == speech.say("now") else node.name
