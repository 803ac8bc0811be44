"""The proposal: a known export, or the kind first; then a role per column, then VAT; what was answered is remembered."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from kpi_core.mapping.assign import assign
from kpi_core.mapping.daily import settle_days
from kpi_core.mapping.doubts import settle_rows
from kpi_core.mapping.effort import settle_effort
from kpi_core.mapping.fit import fits
from kpi_core.mapping.fulltime import settle_fulltime
from kpi_core.mapping.kinds import KindFound, find_kind
from kpi_core.mapping.known import export_of
from kpi_core.mapping.ledger import account_issues
from kpi_core.mapping.repeated import settle_repeats
from kpi_core.mapping.vat import is_line_price, settle
from kpi_core.model import ColumnRole, Issue, Mapping
from kpi_core.profiles import PROFILES
from kpi_core.roles import KINDS, normalise

if TYPE_CHECKING:
    from collections.abc import Mapping as Map

    from kpi_core.model import Meaning, Table
    from kpi_core.profiles import Profile

NO_ANSWERS: Map[str, str] = {}


def propose(
    table: Table, kind: str | None = None, remembered: Mapping | None = None, answers: Map[str, str] = NO_ANSWERS
) -> Mapping:
    """Return the mapping of one table.

    kind: told by the user, None = find out. remembered: what was confirmed for a file with the same headers; it goes
    before any proposal. answers: `Question.id` to `Reading.choice`; an answered question is gone from the mapping.
    Raises KeyError for a kind that does not exist.
    """
    if kind is not None and kind not in KINDS:
        raise KeyError(kind)
    if remembered is not None and kind in {None, remembered.kind}:
        return _recall(table, remembered, answers)
    if table.meaning is not None and kind in {None, table.meaning.kind}:
        return _as_told(table, table.meaning)
    profile = export_of(table)
    if profile is not None and kind is None and profile.kind is None:
        issue = Issue(profile.refusal, "warning", table.sheet, (), {"system": profile.system})
        return replace(unused(table), profile=profile.id, issues=(issue,))
    if profile is not None and kind not in {None, profile.kind}:
        profile = None
    found = _kind(table, kind, profile)
    if found.kind is None:
        issue = Issue(found.refusal or "kind_unknown", "warning", table.sheet)
        return replace(unused(table), confidence=found.confidence, issues=(issue,))
    return _assigned(table, found, answers, profile)


def _kind(table: Table, told: str | None, profile: Profile | None) -> KindFound:
    if told is None and profile is None:
        return find_kind(table)
    return KindFound(told or (profile.kind if profile else None), "sure")


def _assigned(table: Table, found: KindFound, answers: Map[str, str], profile: Profile | None) -> Mapping:
    assert found.kind is not None
    done = assign(table, found.kind, answers, profile)
    vat = settle(table, found.kind, done, answers, profile)
    columns = tuple(done.columns[column.name] for column in table.columns)
    mapping = Mapping(table.sheet, found.kind, found.confidence, columns, (*done.questions, *vat.questions))
    mapping = replace(mapping, issues=_issues(mapping, table), vat_rate=vat.vat_rate)
    mapping = settle_units(mapping, table, answers)
    if profile is None:
        return settle_repeats(mapping, table, answers)
    dated = KINDS[found.kind].date_role in mapping.roles
    return settle_rows(replace(mapping, confidence="sure" if dated else "unsure"), profile, table, answers)


def settle_units(mapping: Mapping, table: Table, answers: Map[str, str]) -> Mapping:
    """Return the mapping with the units of people and their answers told, remembered or asked."""
    for settle_one in (settle_fulltime, settle_effort, settle_days):
        mapping = settle_one(mapping, table, answers)
    return mapping


def _as_told(table: Table, meaning: Meaning) -> Mapping:
    """Return the mapping that the format of the file itself gives."""
    role_of = meaning.roles
    columns = tuple(
        ColumnRole(c.name, role_of.get(c.name), "sure", "known_format" if c.name in role_of else "no_role")
        for c in table.columns
    )
    mapping = Mapping(table.sheet, meaning.kind, "sure", columns)
    return replace(mapping, issues=_issues(mapping, table))


def unused(table: Table) -> Mapping:
    """Return the mapping of a table that is left out: no kind and no roles."""
    columns = tuple(ColumnRole(column.name, None, "sure", "no_kind") for column in table.columns)
    return Mapping(table.sheet, None, "sure", columns)


def signature(table: Table) -> str:
    """Return the same text for two tables with the same headers in the same order: the hash of the normalised headers."""
    text = "\n".join(normalise(column.header) for column in table.columns)
    return hashlib.sha256(text.encode()).hexdigest()


def _recall(table: Table, remembered: Mapping, answers: Map[str, str]) -> Mapping:
    """Return the remembered mapping for this table; a column whose cells can no longer be its role is left out."""
    known = {entry.column: entry for entry in remembered.columns}
    columns = []
    for column in table.columns:
        entry = known.get(column.name)
        if entry is None or entry.role is None:
            columns.append(ColumnRole(column.name, None, "sure", "remembered", {}, "remembered"))
        elif fits(entry.role, column, table):
            columns.append(ColumnRole(column.name, entry.role, "sure", "remembered", {}, "remembered"))
        else:
            columns.append(ColumnRole(column.name, None, "unsure", "type_changed", {}, "remembered"))
    mapping = Mapping(table.sheet, remembered.kind, "sure", tuple(columns), vat_rate=remembered.vat_rate)
    mapping = replace(mapping, issues=_issues(mapping, table), full_job=remembered.full_job)
    mapping = replace(mapping, effort=remembered.effort, in_hours=remembered.in_hours, day_hours=remembered.day_hours)
    mapping = settle_units(mapping, table, answers)
    profile = PROFILES.get(remembered.profile)
    if profile is None or mapping.kind is None or profile.kind != mapping.kind:
        return settle_repeats(mapping, table, answers)
    return settle_rows(mapping, profile, table, answers)


def _issues(mapping: Mapping, table: Table) -> tuple[Issue, ...]:
    if mapping.kind is None:
        return ()
    found = []
    if KINDS[mapping.kind].date_role not in mapping.roles:
        found.append(Issue("date_missing", "warning", mapping.sheet))
    price = next((column for column in table.columns if column.name == mapping.roles.get("unit_price")), None)
    if mapping.kind == "sales" and price is not None and is_line_price(price.header, mapping.roles):
        fields = {"header": price.header, "letter": price.letter}
        found.append(Issue("price_without_vat", "warning", mapping.sheet, (), fields))
    return (*found, *account_issues(mapping, table))
