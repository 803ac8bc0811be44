"""Tables that belong together: order lines and their orders, and lists of products, customers or regions beside them.

No join adds a row or an amount: the table looked into has every key once, and only words and ids come over.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from kpi_core.joining.lines import join_lines
from kpi_core.joining.lookups import look_up
from kpi_core.joining.propose import APART, PREFIX, TOGETHER, Join, decided, not_unique, propose_joins, question_of

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from collections.abc import Sequence

    from kpi_core.model import Mapping, Table

__all__ = [
    "APART",
    "PREFIX",
    "TOGETHER",
    "Join",
    "decided",
    "join_lines",
    "join_tables",
    "not_unique",
    "propose_joins",
    "question_of",
]

NO_ANSWERS: Map[str, str] = MappingProxyType({})


def join_tables(
    parts: Sequence[tuple[Table, Mapping]], answers: Map[str, str] = NO_ANSWERS
) -> tuple[tuple[Table, Mapping], ...]:
    """Return the parts joined: the words of their lists first, then order lines dated by their orders.

    answers: `Join.id` to "together" or "apart", as a person decided; a sure join needs no decision.
    """
    return join_lines(look_up(parts, decided(propose_joins(parts), answers)))
