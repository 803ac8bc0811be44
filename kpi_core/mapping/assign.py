"""One column per role: the earlier header wins, and where the other would change the figures, it is asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kpi_core.mapping.fit import Candidate, fits, part_candidate
from kpi_core.mapping.kinds import candidates, free_dates
from kpi_core.mapping.known import known_first, name_export
from kpi_core.mapping.reasons import reason_of
from kpi_core.model import ColumnRole, Question, Reading
from kpi_core.roles import KINDS, ROLES, normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Mapping as Map

    from kpi_core.model import Confidence, Table, TableColumn
    from kpi_core.profiles import Profile

PLACES = ("first", "second", "third", "fourth")
FIGURES = frozenset({"money", "number", "percent", "date", "datetime"})
AMOUNT_ROLES = frozenset({"net_amount", "gross_amount", "unit_price", "order_total", "amount", "deal_amount", "mrr"})
OUTCOMES = ("won", "lost")


@dataclass
class Assignment:
    """Columns with their roles so far, by column name, and what is still to be asked.

    doubted: roles a weak sign is being asked about; one column at a time.
    """

    columns: dict[str, ColumnRole] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    doubted: set[str] = field(default_factory=set)

    @property
    def roles(self) -> dict[str, str]:
        """Role to column name, of the columns in use."""
        return {entry.role: name for name, entry in self.columns.items() if entry.role}


def assign(table: Table, kind: str, answers: Map[str, str], profile: Profile | None = None) -> Assignment:
    """Return the role of each column in a table of `kind`; columns nothing is known of have role None.

    profile: the known export it is; what that says goes before what the headers say by themselves.
    """
    done = Assignment()
    found = candidates(kind, table)
    if profile is not None:
        found = known_first(profile, found, table)
    found = _with_outcome(kind, found, table)
    for role in KINDS[kind].roles:
        rivals = sorted((entry for entry in found if entry.role == role), key=lambda entry: entry.place)
        _give(done, rivals, table, answers)
    if KINDS[kind].date_role not in done.roles:
        _give(done, list(_only_dates(kind, found, table)), table, answers)
    for column in table.columns:
        if column.name not in done.columns:
            _ask_or_leave(done, kind, column, table, answers, asks=profile is None)
    if profile is not None:
        name_export(done.columns, profile)
    return done


def _give(done: Assignment, rivals: list[Candidate], table: Table, answers: Map[str, str]) -> None:
    if not rivals:
        return
    chosen, asked = rivals[0], [rivals[0], *(rival for rival in rivals[1:] if _rivals(rivals[0], rival, table))]
    if len(asked) > 1:
        question = _choice(asked[: len(PLACES)], table)
        answer = answers.get(question.id)
        if answer in PLACES[: len(asked)]:
            chosen = asked[PLACES.index(answer)]
        else:
            done.questions.append(question)
    for rival in rivals:
        if rival is chosen:
            confidence: Confidence = "unsure" if done.questions and len(asked) > 1 else _confidence(rival)
            code, fields = reason_of(rival, table)
            done.columns[rival.column.name] = ColumnRole(rival.column.name, rival.role, confidence, code, fields)
        else:
            fields = {"header": chosen.column.header}
            done.columns[rival.column.name] = ColumnRole(rival.column.name, None, "likely", "second_column", fields)


def _confidence(found: Candidate) -> Confidence:
    if found.how in {"known", "header"} and found.column.type != "mixed":
        return "sure"
    return "likely"


def _rivals(first: Candidate, other: Candidate, table: Table) -> bool:
    """Return whether taking the other column would change the figures."""
    if ROLES[first.role].type not in FIGURES or (first.own and not other.own) or first.how != other.how:
        return False
    left, right = table.frame[first.column.name], table.frame[other.column.name]
    return not left.reset_index(drop=True).equals(right.reset_index(drop=True))


def _choice(rivals: list[Candidate], table: Table) -> Question:
    return Question(
        f"{table.name}!{rivals[0].role}:role_choice",
        "role_choice",
        table.sheet,
        rivals[0].column.name,
        tuple(_reading(place, rival, table) for place, rival in zip(PLACES, rivals, strict=False)),
        {"a": rivals[0].column.header, "b": rivals[1].column.header, "n": len(rivals)},
    )


def _reading(place: str, rival: Candidate, table: Table) -> Reading:
    column = rival.column
    adds_up = ROLES[rival.role].type in {"money", "number"} and column.type in {"money", "number"}
    total = float(table.frame[column.name].sum()) if adds_up else None
    return Reading(place, next(iter(column.examples), ""), total, {"header": column.header, "letter": column.letter})


def _only_dates(kind: str, found: Iterable[Candidate], table: Table) -> Iterator[Candidate]:
    """Yield the date columns without a known header: they stand in for a missing date role."""
    names = free_dates(tuple(found), table)
    for place, column in enumerate(column for column in table.columns if column.name in names):
        yield Candidate(column, KINDS[kind].date_role, "only_date", own=True, rank=place, synonym="")


def _with_outcome(kind: str, found: tuple[Candidate, ...], table: Table) -> tuple[Candidate, ...]:
    """Deals without an outcome column: a stage column that says won or lost is the outcome."""
    if kind != "deals" or any(entry.role == "deal_outcome" for entry in found):
        return found
    return tuple(
        Candidate(entry.column, "deal_outcome", "values", own=True, rank=0, synonym=entry.synonym)
        if entry.role == "stage" and _says_outcome(entry.column, table)
        else entry
        for entry in found
    )


def _says_outcome(column: TableColumn, table: Table) -> bool:
    spellings = {normalise(word) for outcome in OUTCOMES for word in ROLES["deal_outcome"].values[outcome]}
    return any(normalise(str(value)) in spellings for value in table.frame[column.name].dropna().unique())


def _ask_or_leave(
    done: Assignment, kind: str, column: TableColumn, table: Table, answers: Map[str, str], *, asks: bool
) -> None:
    """Ask about a weak sign only where no figure of this kind can do without the role."""
    weak = part_candidate(kind, column, table) if asks else None
    if weak is None or weak.role in {*done.roles, *done.doubted} or not _needed(weak.role, kind, done):
        code = "empty" if column.type == "empty" else "no_role"
        done.columns[column.name] = ColumnRole(column.name, None, "sure", code)
        return
    question = Question(
        f"{table.name}!{column.letter}:role",
        "role",
        table.sheet,
        column.name,
        (_reading("use", weak, table), _reading("skip", weak, table)),
        {"header": column.header, "synonym": weak.synonym},
    )
    answer = answers.get(question.id)
    if answer not in {"use", "skip"}:
        done.questions.append(question)
        done.doubted.add(weak.role)
    role = weak.role if answer == "use" else None
    confidence: Confidence = "unsure" if answer is None else "sure"
    done.columns[column.name] = ColumnRole(
        column.name, role, confidence, "header_part", {"synonym": weak.synonym}, "user" if answer else "proposal"
    )


def _needed(role: str, kind: str, done: Assignment) -> bool:
    amounts = AMOUNT_ROLES & set(KINDS[kind].roles)
    return role in KINDS[kind].min_roles or (role in amounts and not amounts & done.roles.keys())


def force(table: Table, column: TableColumn, role: str) -> bool:
    """Return whether a person may give `role` to `column`: the cells must be able to hold it."""
    return fits(role, column, table)
