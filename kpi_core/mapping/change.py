"""What a person changes about a mapping."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kpi_core.mapping.assign import Assignment, force
from kpi_core.mapping.ledger import with_accounts
from kpi_core.mapping.propose import NO_ANSWERS, settle_units
from kpi_core.mapping.repeated import settle_repeats
from kpi_core.mapping.vat import by_price, settle
from kpi_core.model import ColumnRole, Issue, Mapping
from kpi_core.roles import KINDS, meanings, normalise

if TYPE_CHECKING:
    from collections.abc import Mapping as Map

    from kpi_core.model import Question, Table


def allowed_roles(kind: str | None) -> tuple[str, ...]:
    """Return the roles a column can have in a table of `kind`; none when the table is not used."""
    return KINDS[kind].roles if kind is not None else ()


def with_role(
    mapping: Mapping, table: Table, column: str, role: str | None, answers: Map[str, str] = NO_ANSWERS
) -> Mapping:
    """Return the mapping with another role for one column; a column that had the role loses it.

    Questions about the column and about the role are answered by the choice; an amount including VAT asks its rate.
    Raises ValueError when the role is not one of the kind's, KeyError for an unknown column. Cells that cannot be read
    as the role leave the column unused with reason `not_possible`.
    """
    found = next((entry for entry in table.columns if entry.name == column), None)
    if found is None:
        raise KeyError(column)
    if role is not None and role not in allowed_roles(mapping.kind):
        raise ValueError(role)
    possible = role is None or force(table, found, role)
    chosen = ColumnRole(column, role if possible else None, "sure", "user" if possible else "not_possible", {}, "user")
    loser = ColumnRole("", None, "sure", "second_column", {"header": found.header}, "user")
    columns = {
        entry.column: chosen
        if entry.column == column
        else replace(loser, column=entry.column)
        if possible and role is not None and entry.role == role
        else entry
        for entry in mapping.columns
    }
    kept = tuple(question for question in mapping.questions if not _answered(question, column, role, mapping.kind))
    changed = replace(mapping, columns=tuple(columns.values()), questions=kept)
    changed = settle_units(_with_vat(_with_date(changed), table, role, answers), table, answers)
    return with_accounts(settle_repeats(changed, table, answers), table)


def _answered(question: Question, column: str, role: str | None, kind: str | None) -> bool:
    about_role = question.kind == "role_choice" and role is not None and question.id.endswith(f"!{role}:role_choice")
    return question.column == column or about_role or (role is not None and role == _hinted(question, kind))


def _hinted(question: Question, kind: str | None) -> str | None:
    """Return the role a header was a weak sign of, when that is what is asked."""
    if kind is None or question.kind != "role":
        return None
    meaning = meanings(kind).get(normalise(str(question.fields["synonym"])))
    return meaning.role if meaning else None


def _with_date(mapping: Mapping) -> Mapping:
    others = tuple(issue for issue in mapping.issues if issue.code != "date_missing")
    dated = mapping.kind is None or KINDS[mapping.kind].date_role in mapping.roles
    return replace(mapping, issues=others if dated else (*others, Issue("date_missing", "warning", mapping.sheet)))


def _with_vat(mapping: Mapping, table: Table, role: str | None, answers: Map[str, str]) -> Mapping:
    priced = by_price(mapping.roles)
    if not priced and ("gross_amount" not in mapping.roles or "net_amount" in mapping.roles):
        return replace(mapping, vat_rate=None)
    if mapping.kind is None or not (priced or role == "gross_amount"):
        return mapping
    done = Assignment({entry.column: entry for entry in mapping.columns})
    vat = settle(table, mapping.kind, done, answers)
    columns = tuple(done.columns[entry.column] for entry in mapping.columns)
    questions = {question.id: question for question in (*mapping.questions, *vat.questions)}
    return replace(mapping, columns=columns, questions=tuple(questions.values()), vat_rate=vat.vat_rate)
