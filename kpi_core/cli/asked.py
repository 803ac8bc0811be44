"""Which open questions stand in the way: those about columns that the KPIs asked for rest on, and no others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi_core.formula.facts import required_columns, tables
from kpi_core.roles import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping as Map

    from kpi_core.formula.tree import Node
    from kpi_core.model import Kpi, Mapping, Question, Table

# What a column may be derived from: a doubt about one is a doubt about the other.
SOURCES: Map[str, frozenset[str]] = {
    "net_amount": frozenset({"gross_amount", "unit_price", "quantity", "discount"}),
    "emails_delivered": frozenset({"emails_sent", "emails_bounced"}),
    "engagements": frozenset({"likes", "comments", "shares"}),
}
NO_VARIANTS: Map[str, str] = {}


def questions_in_the_way(
    parts: Iterable[tuple[Table, Mapping]],
    kpis: Iterable[Kpi],
    variants: Map[str, str] = NO_VARIANTS,
    also: Iterable[str] = (),
) -> tuple[Question, ...]:
    """Return the open questions a figure waits for. also: roles used to split or filter, whatever the table."""
    trees = [_tree(kpi, variants.get(kpi.id)) for kpi in kpis]
    found: dict[str, Question] = {}
    for table, mapping in parts:
        if mapping.kind is None or not any(mapping.kind in tables(tree) for tree in trees):
            continue
        wanted = _wanted(mapping.kind, trees) | set(also)
        used = {name for role, name in mapping.roles.items() if role in wanted}
        reading = [question for question in table.receipt.questions if question.column in used]
        roles = [question for question in mapping.questions if _role_asked(question, mapping) in {None, *wanted}]
        found |= {question.id: question for question in (*reading, *roles)}
    return tuple(found.values())


def _wanted(kind: str, trees: Iterable[Node]) -> set[str]:
    named = {column.role for tree in trees for column in required_columns(tree) if column.kind == kind}
    return named | {KINDS[kind].date_role} | {source for role in named for source in SOURCES.get(role, ())}


def _tree(kpi: Kpi, variant: str | None) -> Node:
    return kpi.defined(variant).tree


def _role_asked(question: Question, mapping: Mapping) -> str | None:
    """Return the role of the column asked about; None when it has none yet, so that it could be any."""
    return next((entry.role for entry in mapping.columns if entry.column == question.column), None)
