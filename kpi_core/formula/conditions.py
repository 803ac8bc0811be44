"""Conditions on rows as words: `deal_outcome = 'won'` as "outcome is won"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi_core.formula.tree import (
    Column,
    Compare,
    Holds,
    Known,
    Logic,
    Node,
    Not,
    Number,
    OneOf,
    PeriodEdge,
    RowCall,
    Text,
)
from kpi_core.texts import say, texts

if TYPE_CHECKING:
    from collections.abc import Callable

    from kpi_core.formula.words import Speech

MOMENTS = ("date", "_at", "_start", "_end")


def condition(node: Node, speech: Speech, phrase: Callable[[Node, Speech], str]) -> str:
    """Return a condition as it follows on "where"; `phrase` gives the words of the values in it."""
    match node:
        case Compare(">=", RowCall("days_between" | "hours_between", (first, last)), Number(0)):
            return speech.say("date.>=", left=phrase(last, speech), right=phrase(first, speech))
        case Compare():
            sort = "date" if is_date(node.left) or is_date(node.right) else "compare"
            right = _option(node.right, node.left, speech, phrase)
            return speech.say(f"{sort}.{node.op}", left=phrase(node.left, speech), right=right)
        case OneOf():
            options = _listed([_option(option, node.value, speech, phrase) for option in node.options], speech)
            return speech.say(
                "none_of" if node.negated else "one_of", value=phrase(node.value, speech), options=options
            )
        case Holds() | Known():
            sort = "holds" if isinstance(node, Holds) else "empty" if node.negated else "known"
            return speech.say(sort, value=phrase(node.value, speech))
        case Not():
            return speech.say("not", condition=_inner(node.term, speech, phrase))
        case Logic():
            return _together(node, speech, phrase)
    raise TypeError(f"no words for {type(node).__name__}")


def _together(node: Logic, speech: Speech, phrase: Callable[[Node, Speech], str]) -> str:
    match node:
        case Logic("and", (Compare(">=", value, Number() as least), Compare("<=", same, Number() as most))) if (
            value == same
        ):
            edges = phrase(least, speech), phrase(most, speech)
            return speech.say("between", value=phrase(value, speech), least=edges[0], most=edges[1])
    said = [_inner(term, speech, phrase) for term in node.terms]
    while len(said) > 1:
        said[:2] = [speech.say(node.op, left=said[0], right=said[1])]
    return said[0]


def _option(option: Node, of: Node, speech: Speech, phrase: Callable[[Node, Speech], str]) -> str:
    """Return the words of a value compared with; a value of a role by the name it has everywhere."""
    match option, of:
        case Text(""), _:
            return speech.say("option.empty")
        case Text(value), Column(_, role) if not speech.has(f"value.{value}"):
            known = f"value.{role}.{value}"
            return speech.say("text", value=say(known, speech.lang) if known in texts(speech.lang) else value)
    return phrase(option, speech)


def is_date(node: Node) -> bool:
    """Return whether a part is a day: an edge of the period, or a column named as a day or a moment."""
    return isinstance(node, PeriodEdge) or (isinstance(node, Column) and node.role.endswith(MOMENTS))


def _inner(node: Node, speech: Speech, phrase: Callable[[Node, Speech], str]) -> str:
    said = condition(node, speech, phrase)
    return speech.say("group", value=said) if isinstance(node, Logic) else said


def _listed(options: list[str], speech: Speech) -> str:
    said = options[0]
    for option in options[1:-1]:
        said = speech.say("comma", left=said, right=option)
    return speech.say("or", left=said, right=options[-1]) if len(options) > 1 else said
