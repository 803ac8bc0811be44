"""A KPI's formula in words, its shared parts said by name and explained after it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kpi_core.catalogue.load import load_measures, load_settings, measure_trees
from kpi_core.formula.facts import parts
from kpi_core.formula.tree import Aggregate, Arith, Shift
from kpi_core.formula.words import words
from kpi_core.roles import KINDS, ROLES
from kpi_core.texts import say

if TYPE_CHECKING:
    from collections.abc import Mapping as Map

    from kpi_core.formula.tree import Node
    from kpi_core.texts import Lang

FIRST_LETTER = re.compile(r"[^\W\d_]")


def in_words(tree: Node, lang: Lang) -> str:
    """Return the formula as one text: first how it is worked out, then what each named part of it is."""
    return " ".join(in_sentences(tree, lang))


def in_sentences(tree: Node, lang: Lang) -> tuple[str, ...]:
    """Return the formula in whole sentences: first how it is worked out, then one for each named part of it."""
    names: dict[str, Map[str, str]] = {
        **{kind.id: kind.name for kind in KINDS.values()},
        **{role.id: role.name for role in ROLES.values()},
    }
    names |= {f"param.{setting.id}": setting.name for setting in _settings().values()}
    used = {part: name for part, name in _named().items() if part != tree and part in set(parts(tree))}
    sentences = [words(tree, lang, names, used)]
    for part, name in used.items():
        rest = {inner: inner_name for inner, inner_name in used.items() if inner != part}
        sentences.append(say("words.explained", lang, name=name[lang], meaning=words(part, lang, names, rest)))
    return tuple(f"{FIRST_LETTER.sub(lambda first: first[0].upper(), sentence, count=1)}." for sentence in sentences)


def long_names() -> Map[Node, Map[str, str]]:
    """Return the name per language of every measure that is too long to say in full inside another formula."""
    return _named()


_settings = cache(load_settings)


@cache
def _named() -> dict[Node, dict[str, str]]:
    measures = load_measures()
    trees = measure_trees(measures)
    return {tree: dict(measures[id_].name) for id_, tree in trees.items() if _is_long(tree)}


def _is_long(tree: Node) -> bool:
    if isinstance(tree, Shift):
        return _is_long(tree.body)
    return isinstance(tree, Arith) or (isinstance(tree, Aggregate) and (tree.where, tree.on) != (None, None))
