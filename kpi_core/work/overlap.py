"""Nothing is counted twice: what becomes of a table when there are rows of its kind already."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import pandas as pd

from kpi_core.mapping import signature
from kpi_core.model import Question, Reading
from kpi_core.roles import KINDS
from kpi_core.store import Part
from kpi_core.work.joins import LIST
from kpi_core.work.kinship import Standing, Stream, stream_of
from kpi_core.work.layers import Layer, counting
from kpi_core.work.verdict import Verdict, judge

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from datetime import date

    from kpi_core.model import Mapping, Table
    from kpi_core.store import StoredFile, Supersedes
    from kpi_core.work.changes import Changes

Action = Literal["add", "merge", "keep", "replace", "leave_out"]
Days = tuple["date", "date"] | None
PLAN = "!:plan"
"""The answer under which a file remembers what is to become of a table; it is about this one file, not the next."""


@dataclass(frozen=True)
class Effect:
    """The rows of a kind and the sum of their amount, before and after; a sum is None when the kind has no amount."""

    amount: str | None
    rows_before: int
    rows_after: int
    sum_before: float | None
    sum_after: float | None


@dataclass(frozen=True)
class Plan:
    """What confirming does with a table.

    action: `add` its rows beside those that are there; `merge`: they take the place of those with the same key and of
        those on the days it covers, the others stay; `keep`: only of those with the same key; `replace` the files it
        continues as a whole; `leave_out`. choices: the actions that can be chosen.
    replaces: the parts that go as a whole. supersedes: the rule by which rows of other parts go.
    question: asked when it is not certain what it is. changes: what it tells otherwise, None = nothing to compare with.
    """

    action: Action
    replaces: tuple[Part, ...] = ()
    supersedes: Supersedes | None = None
    question: Question | None = None
    changes: Changes | None = None
    effect: Effect | None = None
    choices: tuple[Action, ...] = ("add", "leave_out")

    @property
    def takes(self) -> bool:
        """Whether rows that are there give way to these."""
        return bool(self.replaces) or (self.changes is not None and self.changes.met + self.changes.vanished > 0)


def plan_for(new: Layer | None, answers: Map[str, str], standing: Standing) -> Plan:
    """Return what to do with a table of the draft, None = it is not used; answers: those given about its file.

    The same export again, longer, moved on in time or of the next month needs no question where its rows tell that it is.
    What covers the same days and cannot be told apart from other rows is asked about.
    """
    if new is None:
        return Plan("add")
    stream = stream_of(new, standing)
    verdict = judge(new, stream, standing)
    chosen = answers.get(f"{new.part.sheet}{PLAN}")
    action: Action = next((known for known in verdict.choices if known == chosen), verdict.action)
    asked = verdict.offered if verdict.doubt and action != chosen else ()
    plans = {known: _plan(known, new, stream, verdict.changes, standing) for known in {action, *asked}}
    plan = replace(plans[action], choices=verdict.choices)
    return replace(plan, question=_question(verdict, new.part, stream, plans)) if asked else plan


def part_of(kept: StoredFile, table: Table, mapping: Mapping, rule: Supersedes | None = None) -> Part:
    """Return a table of a file as it goes into a version; one without a kind is a list to look into."""
    days = days_of(table, mapping)
    return Part(
        file=kept.name,
        digest=kept.digest,
        sheet=table.name,
        kind=mapping.kind or LIST,
        signature=signature(table),
        mapping=mapping,
        answers=dict(kept.answers),
        rows=len(table.frame),
        first=days[0] if days else None,
        last=days[1] if days else None,
        receipt=table.receipt,
        issues=table.issues,
        supersedes=rule,
    )


def beyond(standing: Standing, new: Layer | None, plan: Plan) -> Standing:
    """Return what stands after a table of the draft, for the next one."""
    if new is None or plan.action == "leave_out":
        return standing
    gone = {known.id for known in plan.replaces}
    stay = tuple(layer for layer in standing.layers if layer.part.id not in gone)
    own = Layer(replace(new.part, supersedes=plan.supersedes), new.rows)
    return replace(standing, layers=(*stay, own), fresh=standing.fresh | {own.part.id})


def days_of(table: Table, mapping: Mapping) -> Days:
    """Return the first and last day in the date column of the table's kind, None when it has none."""
    column = mapping.roles.get(KINDS[mapping.kind].date_role) if mapping.kind else None
    if column is None or not pd.api.types.is_datetime64_any_dtype(table.frame[column]):
        return None
    days = table.frame[column].dropna()
    return None if days.empty else (days.min().date(), days.max().date())


def _plan(action: Action, new: Layer, stream: Stream, found: Changes | None, standing: Standing) -> Plan:
    rule: Supersedes | None = None
    gone = list(stream.identical)
    if action == "leave_out":
        gone = []
    elif action == "merge":
        rule = stream.rule
    elif action == "keep":
        rule = replace(stream.rule, day="", first=None, last=None, undated=False)
    elif action == "replace":
        gone += [part for part in stream.parts if part not in gone]
    replaces = tuple(part for part in gone if part.id not in standing.fresh)
    plan = Plan(action, replaces, rule, changes=found)
    return replace(plan, effect=_effect(plan, new, gone, stream, standing))


def _effect(plan: Plan, new: Layer, gone: list[Part], stream: Stream, standing: Standing) -> Effect:
    """Return the rows and the sum of the kind before and after the plan."""
    before = standing.of(new.part.kind)
    out = {part.id for part in gone}
    after = [layer for layer in before if layer.part.id not in out]
    if plan.action != "leave_out":
        after.append(Layer(replace(new.part, supersedes=plan.supersedes), new.rows))
    was, now = _total(before, stream.amount), _total(after, stream.amount)
    return Effect(stream.amount, was[0], now[0], was[1], now[1])


def _total(layers: list[Layer], amount: str | None) -> tuple[int, float | None]:
    masks = counting(layers)
    rows = sum(int(mask.sum()) for mask in masks)
    if amount is None:
        return rows, None
    sums = [
        float(layer.rows[amount][mask].sum()) for layer, mask in zip(layers, masks, strict=True) if amount in layer.rows
    ]
    return rows, sum(sums)


def _question(verdict: Verdict, part: Part, stream: Stream, plans: Map[Action, Plan]) -> Question:
    kind = verdict.doubt
    others = (known.sheet if kind == "sheet_twice" else known.file for known in stream.parts)
    fields = {"sheet": part.sheet, "file": part.file, "other": ", ".join(dict.fromkeys(others))}
    readings = []
    for action in verdict.offered:
        effect = plans[action].effect
        total = effect.sum_after if effect else None
        readings.append(Reading(action, _example(action, kind, fields), total, fields))
    return Question(f"{part.sheet}{PLAN}", kind, part.mapping.sheet, None, tuple(readings), fields)


def _example(action: Action, kind: str, fields: Map[str, str]) -> str:
    mine = fields["sheet" if kind == "sheet_twice" else "file"]
    both = f"{fields['other']} + {mine}"
    return {"add": both, "keep": both, "leave_out": fields["other"]}.get(action, mine)
