"""Files made into one dataset, with all that was noticed on the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpi_core.cli.asked import questions_in_the_way
from kpi_core.cli.files import map_tables, read_path, wishes_of
from kpi_core.dataset import prepare
from kpi_core.errors import AnswerNeeded
from kpi_core.joining import join_tables, propose_joins, question_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from collections.abc import Mapping as Map

    from kpi_core.cli.files import MappedTable
    from kpi_core.cli.request import Request
    from kpi_core.dataset import Dataset
    from kpi_core.model import Issue, Mapping, Table


@dataclass(frozen=True)
class Prepared:
    """What was asked of a dataset, and the issues of reading, mapping and preparing it, in that order."""

    request: Request
    dataset: Dataset
    issues: tuple[Issue, ...]


def prepared(
    files: Sequence[str],
    request: Request,
    given: Map[str, object],
    completed: Callable[[Request, tuple[MappedTable, ...]], Request] | None = None,
) -> Prepared:
    """Return files as one dataset, as the options `given` say to read them.

    completed: adds to the request what can be known only once the tables are there. Raises UnreadableFile, WrongUsage, and
    AnswerNeeded when a question stands in the way of a figure asked.
    """
    wishes = wishes_of(given)
    found = [read_path(path, wishes) for path in files]
    tables = map_tables(found, wishes)
    request = completed(request, tables) if completed else request
    parts = _joined(tables, request, wishes.answers)
    dataset = prepare(parts, sources=[entry.file for entry in tables])
    issues = (
        *(issue for file in found for issue in file.issues),
        *(issue for entry in tables for issue in entry.table.issues),
        *(issue for _, mapping in parts for issue in mapping.issues),
        *dataset.issues,
    )
    return Prepared(request, dataset, issues)


def _joined(
    tables: tuple[MappedTable, ...], request: Request, answers: Map[str, str]
) -> tuple[tuple[Table, Mapping], ...]:
    """Return tables that belong together joined."""
    parts = [(entry.table, entry.mapping) for entry in tables]
    wanted = {str(role) for role in {request.by, *request.where} - {None}}
    unsure = [join for join in propose_joins(parts) if not join.sure and join.id not in answers]
    joined = join_tables(parts, answers)
    questions = [
        *questions_in_the_way(joined, request.kpis, request.variants, wanted),
        *(question_of(join, parts) for join in unsure if wanted & join.carries.keys()),
    ]
    if questions:
        raise AnswerNeeded("cli_answer_needed", questions=tuple(questions))
    return joined
