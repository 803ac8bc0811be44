"""How large a formula may become once its named parts are put in place: own KPIs may name own KPIs."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from kpi_core.errors import FormulaError
from kpi_core.formula.tree import Node

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_PARTS = 400
MOST_LEVELS = 60


def check_size(tree: Node) -> None:
    """Refuse a tree of more than 400 parts or 60 levels, looking at no more of it than that."""
    level, count, levels = [tree], 0, 0
    while level:
        count, levels = count + len(level), levels + 1
        if count > MOST_PARTS or levels > MOST_LEVELS:
            raise FormulaError("formula_parts_too_large", most=MOST_PARTS)
        level = [inside for node in level for inside in _inside(node)]


def _inside(node: Node) -> Iterator[Node]:
    for field in fields(node):
        value = getattr(node, field.name)
        yield from (part for part in (value if isinstance(value, tuple) else (value,)) if isinstance(part, Node))
