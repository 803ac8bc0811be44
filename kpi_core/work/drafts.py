"""The files that wait to be confirmed: what was read of them, what each column was taken for, and what is still asked."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from kpi_core.dataset import by_role
from kpi_core.errors import StoreError, UnreadableFile
from kpi_core.mapping import allowed_roles, asked_once, one_week, propose, signature, with_role
from kpi_core.read import read_file
from kpi_core.store.codec import decode, encode
from kpi_core.store.files import kept_bytes
from kpi_core.work.importing import turn
from kpi_core.work.joins import LIST, DraftJoins, joins_of
from kpi_core.work.kept import FilesKept
from kpi_core.work.keys import hashed
from kpi_core.work.kinship import Standing
from kpi_core.work.layers import Layer
from kpi_core.work.overlap import Plan, beyond, part_of, plan_for
from kpi_core.work.recall import news, recall

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from collections.abc import Sequence
    from pathlib import Path

    import pandas as pd

    from kpi_core.model import FileRead, Issue, Mapping, Question, Table
    from kpi_core.store import Part, Space, StoredDraft, StoredFile

HIDDEN = "!:hidden"
"""The answer under which a file, and later its parts, remember that hidden sheets are read too."""
FILES_KEPT = 8
"""How many files stay in memory as they were read, so that an answer about one does not read the others again."""
ROWS_KEPT = 500_000
"""How many rows those files may have together; the last one stays, however large."""
PARTS_KEPT = 64
"""How many confirmed parts stay in memory by role, to compare what is dropped with."""

_FILES = FilesKept(rows=ROWS_KEPT, files=FILES_KEPT)


@dataclass(frozen=True)
class DraftTable:
    """One table of a file with the mapping as it stands.

    file: the name of its file. key: what the table is called in the draft, unique there: the name of the table, or
    "file: table" when there are several files. questions: those to answer before it can be used; every id starts with
    the key.
    """

    file: str
    key: str
    table: Table
    mapping: Mapping
    signature: str
    plan: Plan
    questions: tuple[Question, ...]

    @property
    def used(self) -> bool:
        """Whether its rows would go into the data."""
        return self.mapping.kind is not None and self.plan.action != "leave_out"


@dataclass(frozen=True)
class Draft:
    """The dropped files that are not confirmed yet.

    answers: what was answered so far, question id to choice. refused: the files of the last drop that could not be
    read, each with the error that says why. joins: which of the tables are lists that belong to others.
    """

    files: tuple[FileRead, ...]
    tables: tuple[DraftTable, ...]
    answers: Map[str, str]
    refused: tuple[tuple[str, UnreadableFile], ...] = ()
    joins: DraftJoins = field(default_factory=DraftJoins)

    @property
    def name(self) -> str:
        """The names of its files."""
        return ", ".join(file.file for file in self.files)

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every open question that stands in the way, in the order of the files."""
        asked = (question for table in self.tables for question in table.questions)
        return (*asked_once(asked), *self.joins.questions)

    @property
    def all_questions(self) -> tuple[Question, ...]:
        """Every open question, those about columns and tables that are not used included."""
        found: dict[str, Question] = {}
        for entry in self.tables:
            asked = (*entry.table.receipt.questions, *entry.mapping.questions, *entry.questions)
            found |= {question.id: question for question in asked}
        found |= {entry.join.id: entry.question for entry in self.joins.found}
        return tuple(found.values())

    @property
    def issues(self) -> tuple[Issue, ...]:
        """Every problem and guess, of the files, their tables and their mappings."""
        found = [issue for file in self.files for issue in file.issues]
        for entry in self.tables:
            found += [*entry.table.issues, *entry.mapping.issues]
        return (*found, *self.joins.told)

    def table(self, key: str) -> DraftTable:
        """Return the table of that key. Raises StoreError `unknown_sheet`."""
        for entry in self.tables:
            if entry.key == key:
                return entry
        raise StoreError("unknown_sheet", sheet=key)

    @property
    def state(self) -> Literal["ready", "questions", "nothing_recognised"]:
        """Whether it can be confirmed, and if not, why."""
        if self.questions:
            return "questions"
        any_use = self.joins.lists or any(entry.used for entry in self.tables)
        return "ready" if any_use else "nothing_recognised"


def build(space: Space, stored: StoredDraft) -> Draft:
    """Return a stored draft with its files read again and every decision applied."""
    folder = space.uploads.folder
    files = [(kept, read_kept(folder, kept.name, kept.digest, kept.answers)) for kept in stored.files]
    read = [(kept, table) for kept, file in files for table in file.tables]
    proposed = one_week([_mapping(space, kept, table) for kept, table in read], space.mappings.all())
    mapped = [(kept, table, mapping) for (kept, table), mapping in zip(read, proposed, strict=True)]
    standing = _standing(space, {mapping.kind for _, _, mapping in mapped})
    tables: list[DraftTable] = []
    for kept, table, mapping in mapped:
        new = _layer(folder, kept, table, mapping)
        plan = plan_for(new, kept.answers, standing)
        standing = beyond(standing, new, plan)
        asked = _in_the_way(table, mapping, plan)
        mapping = news(mapping, table, plan.changes.words if plan.changes else ())  # noqa: PLW2901 - the same, with remarks
        entry = DraftTable(kept.name, table.name, table, mapping, signature(table), plan, asked)
        tables.append(_named(entry, prefix_of(stored, kept.name)))
    answers = dict(stored.answers)
    for kept in stored.files:
        answers |= {f"{prefix_of(stored, kept.name)}{key}": choice for key, choice in kept.answers.items()}
    refused = tuple((entry.name, UnreadableFile(entry.code, **entry.fields)) for entry in stored.refused)
    joins = joins_of(space, _before(space, tables), [(entry.table, entry.mapping) for entry in tables])
    return Draft(tuple(file for _, file in files), tuple(tables), answers, refused, joins)


def _before(space: Space, tables: Sequence[DraftTable]) -> list[tuple[Table, Mapping]]:
    """Return what was confirmed earlier, where it can join with the draft: a new list, or an earlier one for new rows."""
    current = space.versions.current()
    parts = current.parts if current else ()
    if all(entry.mapping.kind for entry in tables) and not any(part.kind == LIST for part in parts):
        return []
    dropped = {entry.signature for entry in tables if entry.mapping.kind is None}
    stay = [part for part in parts if part.kind != LIST or part.signature not in dropped]
    return [(again(space.uploads.folder, part), part.mapping) for part in stay]


def prefix_of(stored: StoredDraft, file: str) -> str:
    """Return what stands before the tables and questions of a file in a draft: nothing while it is the only one."""
    return f"{file}: " if len(stored.files) > 1 else ""


def _layer(folder: Path, kept: StoredFile, table: Table, mapping: Mapping) -> Layer | None:
    """Return a table of the draft as it would stand among the parts, None when it is not used."""
    if mapping.kind is None:
        return None
    part = part_of(kept, table, mapping)
    return Layer(part, rows_of(folder, part))


def _standing(space: Space, kinds: set[str | None]) -> Standing:
    """Return what the current version holds of these kinds."""
    current = space.versions.current()
    layers, unread = [], []
    for part in current.parts if current else ():
        if part.kind not in kinds:
            continue
        try:
            layers.append(Layer(part, rows_of(space.uploads.folder, part)))
        except (StoreError, UnreadableFile):
            unread.append(part)
    return Standing(tuple(layers), tuple(unread))


def read_kept(folder: Path, name: str, digest: str, answers: Map[str, str]) -> FileRead:
    """Read a kept file with the answers given; the last few are remembered, for what is read never changes."""
    given = tuple(sorted(answers.items()))
    return _FILES.get((folder, name, digest, given), lambda: _read(folder, name, digest, given))


def again(folder: Path, part: Part) -> Table:
    """Read a part again from its file as it was dropped, with the answers given then.

    Raises StoreError `part_changed` when it is read otherwise now, `upload_gone` when its file is not there.
    """
    file = read_kept(folder, part.file, part.digest, part.answers)
    for table in file.tables:
        if table.name == part.sheet and signature(table) == part.signature:
            return table
    raise StoreError("part_changed", sheet=part.sheet, file=part.file)


def rows_of(folder: Path, part: Part) -> pd.DataFrame:
    """Return the rows of a part by role and hashed, in the order of its table. Raises what `again` raises."""
    bare = replace(part.mapping, questions=(), issues=())
    plain = replace(part, mapping=bare, receipt=None, issues=(), supersedes=None)
    return _rows(folder, json.dumps(encode(plain)))


@lru_cache(maxsize=PARTS_KEPT)
def _rows(folder: Path, part: str) -> pd.DataFrame:
    known: Part = decode(json.loads(part))
    return hashed(by_role(again(folder, known), known.mapping))


def _read(folder: Path, name: str, digest: str, answers: tuple[tuple[str, str], ...]) -> FileRead:
    given = dict(answers)
    with turn():
        return read_file(name, kept_bytes(folder, digest), given, include_hidden=HIDDEN in given)


def _named(entry: DraftTable, start: str) -> DraftTable:
    """Return a table of a file under its name in the draft."""
    if not start:
        return entry
    receipt = replace(entry.table.receipt, questions=_asked(entry.table.receipt.questions, start))
    return replace(
        entry,
        key=f"{start}{entry.key}",
        table=replace(entry.table, receipt=receipt),
        mapping=replace(entry.mapping, questions=_asked(entry.mapping.questions, start)),
        questions=_asked(entry.questions, start),
    )


def _asked(questions: tuple[Question, ...], start: str) -> tuple[Question, ...]:
    return tuple(replace(question, id=f"{start}{question.id}") for question in questions)


def _mapping(space: Space, kept: StoredFile, table: Table) -> Mapping:
    remembered = space.mappings.get(signature(table))
    kind = kept.kinds.get(table.name)
    proposed = recall(table, kind, space.mappings.all(), kept.answers) if remembered is None else None
    if proposed is None:
        proposed = propose(table, kind, remembered.mapping if remembered else None, kept.answers)
    if table.name in kept.kinds and kind is None:
        return replace(proposed, kind=None, questions=())
    columns = {column.name for column in table.columns}
    for column, role in kept.roles.get(table.name, {}).items():
        if column in columns and (role is None or role in allowed_roles(proposed.kind)):
            proposed = with_role(proposed, table, column, role, kept.answers)
    return proposed


def _in_the_way(table: Table, mapping: Mapping, plan: Plan) -> tuple[Question, ...]:
    """Return the questions that change a figure: none of a table or a column that is not used."""
    if mapping.kind is None or plan.action == "leave_out":
        return ()
    used = set(mapping.roles.values())
    reading = [entry for entry in table.receipt.questions if entry.column is None or used & set(entry.columns)]
    asked = {entry.id: entry for entry in (*reading, *mapping.questions)}
    return (*asked.values(), *((plan.question,) if plan.question else ()))
