"""A formula as a sentence, in Dutch and English: the number it gives and how to get there."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import singledispatch
from typing import TYPE_CHECKING

from babel.numbers import format_decimal

from kpi_core.formula.conditions import condition, is_date
from kpi_core.formula.set_words import EARLIER, counted_keys, key_of, seen, when_of
from kpi_core.formula.tree import (
    Aggregate,
    Arith,
    Column,
    Days,
    GroupsWith,
    Negative,
    Node,
    Number,
    Param,
    PeriodEdge,
    RowCall,
    Shift,
    Size,
    Text,
    Worth,
)
from kpi_core.texts import Lang, say, texts

if TYPE_CHECKING:
    from collections.abc import Mapping as Map

ARITH = {"+": "plus", "-": "minus", "*": "times", "/": "over"}
STANDING = {"opening", "average", "months_ago"}


@dataclass(frozen=True)
class Speech:
    """The language, the names of roles, and the names of parts said by name instead of being spelled out."""

    lang: Lang
    names: Map[str, Map[str, str]]
    named: Map[Node, Map[str, str]] = field(default_factory=dict)

    def say(self, text: str, **fields: object) -> str:
        """Return the text `words.<text>`."""
        return say(f"words.{text}", self.lang, **fields)

    def has(self, key: str) -> bool:
        """Return whether there is a text `words.<key>`."""
        return f"words.{key}" in texts(self.lang)

    def name(self, role: str) -> str:
        """Return the name of a role as it stands inside a sentence."""
        name = self.names.get(role, {}).get(self.lang, role.replace("_", " "))
        return name if name[1:2].isupper() else name[:1].lower() + name[1:]

    def date(self, role: str) -> str:
        """Return the name of a date between quotes: many are half a sentence, such as "created on"."""
        return self.say("text", value=self.name(role))

    def many(self, role: str) -> str:
        """Return what different values of a role are: orders, customers."""
        return self.say(f"many.{role}") if self.has(f"many.{role}") else self.say("many", name=self.name(role))


def words(node: Node, lang: Lang, names: Map[str, Map[str, str]], named: Map[Node, Map[str, str]] | None = None) -> str:
    """Return the sentence of a formula, without capital and full stop.

    names: the name of each role per language, of a setting under `param.<name>`; what has none is said by its id. named: parts to say by name.
    """
    return phrase(node, Speech(lang, names, named or {}))


def phrase(node: Node, speech: Speech) -> str:
    """Return the words of a part: its given name where it has one."""
    if node in speech.named:
        return speech.named[node][speech.lang]
    return _phrase(node, speech)


@singledispatch
def _phrase(node: Node, speech: Speech) -> str:
    del speech
    raise TypeError(f"no words for {type(node).__name__}")


@_phrase.register
def _(node: Number, speech: Speech) -> str:
    return str(format_decimal(node.value, locale=speech.lang, decimal_quantization=False))


@_phrase.register
def _(node: Text, speech: Speech) -> str:
    known = f"value.{node.value}"
    return speech.say("text", value=speech.say(known) if speech.has(known) else node.value)


@_phrase.register
def _(node: Param, speech: Speech) -> str:
    named = f"param.{node.name}"
    return speech.say("setting", name=speech.name(named) if named in speech.names else node.name.replace("_", " "))


@_phrase.register
def _(node: Column, speech: Speech) -> str:
    return speech.date(node.role) if is_date(node) else speech.name(node.role)


@_phrase.register
def _(node: PeriodEdge, speech: Speech) -> str:
    return speech.say(f"period.{node.edge}")


@_phrase.register
def _(node: Negative, speech: Speech) -> str:
    return speech.say("negative", value=_part(node.value, speech))


@_phrase.register
def _(node: Arith, speech: Speech) -> str:
    adds = node.op in "+-"
    left = phrase(node.left, speech) if _flows(node.left, adds=adds) else _part(node.left, speech)
    word = "times_all" if node.op == "*" and _runs_on(node.left, speech) else ARITH[node.op]
    ends = node.op == "/" and isinstance(node.right, Aggregate) and node.right.on is None
    return speech.say(word, left=left, right=phrase(node.right, speech) if ends else _part(node.right, speech))


def _flows(node: Node, *, adds: bool) -> bool:
    """Return whether a left side reads well without brackets: before a comma anything does."""
    return not adds or (isinstance(node, Arith) and node.op in "+-")


def _part(node: Node, speech: Speech) -> str:
    """Return the words of a part, between brackets where they would run into their neighbours."""
    said = phrase(node, speech)
    return speech.say("group", value=said) if _runs_on(node, speech) else said


def _runs_on(node: Node, speech: Speech) -> bool:
    match node:
        case _ if node in speech.named:
            return False
        case Arith():
            return True
        case Shift():
            return isinstance(node.body, Arith) and node.body not in speech.named
        case Aggregate():
            return node.where is not None or node.on is not None
    return False


@_phrase.register
def _(node: RowCall, speech: Speech) -> str:
    said = [phrase(part, speech) for part in node.args]
    if len(said) == 1:
        return speech.say(node.name, value=said[0])
    if node.name == "default":
        return speech.say(node.name, value=said[0], other=said[1])
    return speech.say(node.name, left=said[0], right=said[1])


@_phrase.register
def _(node: Aggregate, speech: Speech) -> str:
    if node.name == "in_force":
        return _in_force(node, speech, speech.say("at.end"))
    said = _counted(node, speech)
    if node.where is not None:
        said = speech.say("where", body=said, condition=condition(node.where, speech, phrase))
    if node.on is None:
        return said
    return (
        speech.say("on.all", body=said) if node.on == "all" else speech.say("on", body=said, date=speech.date(node.on))
    )


def _in_force(node: Aggregate, speech: Speech, when: str) -> str:
    assert node.value is not None
    if node in speech.named:
        return speech.say("in_force", value=phrase(node, speech), when=when)
    if isinstance(node.value, Column) and node.value.role.endswith("_id"):
        own = f"in_force_keys.{node.value.role}"
        key = own if speech.has(own) else "in_force_keys"
        said = speech.say(key, many=speech.many(node.value.role), when=when)
    else:
        said = speech.say("in_force", value=speech.say("sum", value=_part(node.value, speech)), when=when)
    if node.where is None:
        return said
    return speech.say("where", body=said, condition=condition(node.where, speech, phrase))


def _counted(node: Aggregate, speech: Speech) -> str:
    if node.value is None:
        rows = f"rows.{node.kind}"
        table = speech.name(node.kind)
        return speech.say("count", rows=speech.say(rows) if speech.has(rows) else speech.say("rows", table=table))
    if node.name == "distinct" and isinstance(node.value, Column):
        return speech.say("distinct", many=speech.many(node.value.role))
    return speech.say(node.name, value=_part(node.value, speech), each=speech.name(node.per or ""))


@_phrase.register
def _(node: Shift, speech: Speech) -> str:
    if isinstance(node.body, Size) and node.name in EARLIER:
        return counted_keys(node.body, speech, phrase, when_of(node, speech))
    match node:
        case Shift(name="opening" | "average", body=Shift(name="closing", body=rows)) if node.body not in speech.named:
            return speech.say(f"{node.name}_balance", body=phrase(rows, speech))
        case Shift(body=Aggregate(name="in_force") as rows) if node.name in STANDING:
            return _in_force(rows, speech, speech.say(f"at.{node.name}", months=node.months))
    if isinstance(node.body, Arith) and node.body not in speech.named:
        return speech.say(f"{node.name}_all", body=phrase(node.body, speech), months=node.months)
    return speech.say(node.name, body=phrase(node.body, speech), months=node.months)


@_phrase.register
def _(node: Size, speech: Speech) -> str:
    return counted_keys(node, speech, phrase, speech.say("now"))


@_phrase.register
def _(node: Worth, speech: Speech) -> str:
    of = seen(node.keys, speech, phrase, speech.say("now"))
    return speech.say("worth", value=phrase(node.value, speech), many=speech.many(key_of(node.keys).role), condition=of)


@_phrase.register
def _(node: Days, speech: Speech) -> str:
    del node
    return speech.say("days")


@_phrase.register
def _(node: GroupsWith, speech: Speech) -> str:
    groups, many = speech.many(node.group.role), speech.many(node.counted.role)
    return speech.say("groups_with", groups=groups, many=many, n=node.at_least)
