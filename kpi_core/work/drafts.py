"""The upload that waits to be confirmed: what was read of it, what each column was taken for, and what is still asked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from kpi_core.errors import StoreError, UnreadableFile
from kpi_core.mapping import allowed_roles, propose, signature, with_role
from kpi_core.read import read_file
from kpi_core.roles import KINDS
from kpi_core.store import StoredDraft
from kpi_core.store.files import kept_bytes
from kpi_core.work.names import clean_file_name
from kpi_core.work.overlap import Plan, plan_for

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping as Map
    from pathlib import Path

    from kpi_core.model import FileRead, Issue, Mapping, Question, Table
    from kpi_core.store import Space, Store

LARGEST_UPLOAD = 50 * 1024 * 1024
HIDDEN = "!:hidden"
"""The answer under which a draft, and later its parts, remember that hidden sheets are read too."""


@dataclass(frozen=True)
class DraftTable:
    """One table of the file with the mapping as it stands. `questions`: those to answer before it can be used."""

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
    """A dropped file that is not confirmed yet. `answers`: what was answered so far, question id to choice."""

    name: str
    digest: str
    file: FileRead
    tables: tuple[DraftTable, ...]
    answers: Map[str, str]

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every open question that stands in the way, in the order of the file."""
        return tuple(question for table in self.tables for question in table.questions)

    @property
    def all_questions(self) -> tuple[Question, ...]:
        """Every open question, those about columns and tables that are not used included."""
        found = {question.id: question for question in self.file.questions}
        for entry in self.tables:
            found |= {question.id: question for question in (*entry.mapping.questions, *entry.questions)}
        return tuple(found.values())

    @property
    def issues(self) -> tuple[Issue, ...]:
        """Every problem and guess, of the file, its tables and their mappings."""
        found = list(self.file.issues)
        for entry in self.tables:
            found += [*entry.table.issues, *entry.mapping.issues]
        return tuple(found)

    def table(self, sheet: str) -> DraftTable:
        """Return the table of that name. Raises StoreError `unknown_sheet`."""
        for entry in self.tables:
            if entry.table.name == sheet:
                return entry
        raise StoreError("unknown_sheet", sheet=sheet)

    @property
    def state(self) -> Literal["ready", "questions", "nothing_recognised"]:
        """Whether it can be confirmed, and if not, why."""
        if self.questions:
            return "questions"
        return "ready" if any(entry.used for entry in self.tables) else "nothing_recognised"


def read_upload(store: Store, workspace: str, name: str, data: bytes, *, include_hidden: bool = False) -> Draft:
    """Read a dropped file, propose what its columns mean, and keep both as the workspace's draft.

    What was decided before for the same headers is taken over. A draft that was waiting gives way to this one.

    Raises UnreadableFile when it cannot be read; the workspace is then as it was.
    """
    if len(data) > LARGEST_UPLOAD:
        raise UnreadableFile("upload_too_large", megabytes=LARGEST_UPLOAD // 1024**2)
    name = clean_file_name(name)
    hidden = {HIDDEN: "include"} if include_hidden else {}
    with store.reading(workspace) as space:
        digest = space.uploads.keep_file(data)
        try:
            file = read_kept(space.uploads.folder, name, digest, hidden)
        except UnreadableFile:
            space.uploads.forget_file(digest)
            raise
        stored = StoredDraft(name, digest, _remembered_answers(space, file) | hidden)
        build(space, stored)
    with store.writing(workspace) as space:
        space.uploads.add(name, digest, len(data))
        space.drafts.put(stored)
    return _draft(store, workspace)


def draft(store: Store, workspace: str) -> Draft | None:
    """Return the draft as it stands, None when nothing waits."""
    with store.reading(workspace) as space:
        stored = space.drafts.get()
        return None if stored is None else build(space, stored)


def discard(store: Store, workspace: str) -> None:
    """Drop the draft; what was confirmed before stays as it is."""
    with store.writing(workspace) as space:
        space.drafts.discard()


def answer(store: Store, workspace: str, question: str, choice: str) -> Draft:
    """Answer one open question. Raises StoreError `unknown_question` or `unknown_answer`."""
    asked = {entry.id: entry for entry in _draft(store, workspace).all_questions}.get(question)
    if asked is None:
        raise StoreError("unknown_question", question=question)
    if choice not in {reading.choice for reading in asked.readings}:
        raise StoreError("unknown_answer", choice=choice)
    return _changed(store, workspace, lambda was: replace(was, answers={**was.answers, question: choice}))


def reopen(store: Store, workspace: str, question: str) -> Draft:
    """Take an answer back, so that its question is asked again."""

    def change(was: StoredDraft) -> StoredDraft:
        return replace(was, answers={key: value for key, value in was.answers.items() if key != question})

    return _changed(store, workspace, change)


def set_hidden(store: Store, workspace: str, *, include: bool) -> Draft:
    """Read the hidden sheets of the draft's file too, or leave them out again."""

    def change(was: StoredDraft) -> StoredDraft:
        others = {key: value for key, value in was.answers.items() if key != HIDDEN}
        return replace(was, answers={**others, HIDDEN: "include"} if include else others)

    return _changed(store, workspace, change)


def set_kind(store: Store, workspace: str, sheet: str, kind: str | None) -> Draft:
    """Say what a sheet is about, None = do not use it. Raises StoreError `unknown_sheet` or `unknown_kind`."""
    if kind is not None and kind not in KINDS:
        raise StoreError("unknown_kind", kind=kind)
    _draft(store, workspace).table(sheet)

    def change(was: StoredDraft) -> StoredDraft:
        roles = {name: columns for name, columns in was.roles.items() if name != sheet}
        return replace(was, kinds={**was.kinds, sheet: kind}, roles=roles)

    return _changed(store, workspace, change)


def set_role(store: Store, workspace: str, sheet: str, column: str, role: str | None) -> Draft:
    """Say what a column means, None = do not use it.

    Raises StoreError `unknown_sheet`, `unknown_column` or `unknown_role`.
    """
    entry = _draft(store, workspace).table(sheet)
    if column not in {known.name for known in entry.table.columns}:
        raise StoreError("unknown_column", column=column)
    if role is not None and role not in allowed_roles(entry.mapping.kind):
        raise StoreError("unknown_role", role=role)

    def change(was: StoredDraft) -> StoredDraft:
        earlier = {name: known for name, known in was.roles.get(sheet, {}).items() if name != column}
        return replace(was, roles={**was.roles, sheet: {**earlier, column: role}})

    return _changed(store, workspace, change)


def build(space: Space, stored: StoredDraft) -> Draft:
    """Return a stored draft with its file read again and every decision applied."""
    file = read_kept(space.uploads.folder, stored.name, stored.digest, stored.answers)
    current = space.versions.current()
    parts = current.parts if current else ()
    tables: list[DraftTable] = []
    for table in file.tables:
        mapping = _mapping(space, stored, table)
        plan = plan_for(stored, table, mapping, parts, [(entry.table, entry.mapping) for entry in tables])
        tables.append(DraftTable(table, mapping, signature(table), plan, _in_the_way(table, mapping, plan)))
    return Draft(stored.name, stored.digest, file, tuple(tables), dict(stored.answers))


def read_kept(folder: Path, name: str, digest: str, answers: Map[str, str]) -> FileRead:
    """Read a kept file with the answers given; the last few are remembered, for what is read never changes."""
    return _read(folder, name, digest, tuple(sorted(answers.items())))


@lru_cache(maxsize=4)
def _read(folder: Path, name: str, digest: str, answers: tuple[tuple[str, str], ...]) -> FileRead:
    given = dict(answers)
    return read_file(name, kept_bytes(folder, digest), given, include_hidden=HIDDEN in given)


def _mapping(space: Space, stored: StoredDraft, table: Table) -> Mapping:
    remembered = space.mappings.get(signature(table))
    kind = stored.kinds.get(table.name)
    proposed = propose(table, kind, remembered.mapping if remembered else None, stored.answers)
    if table.name in stored.kinds and kind is None:
        return replace(proposed, kind=None, questions=())
    columns = {column.name for column in table.columns}
    for column, role in stored.roles.get(table.name, {}).items():
        if column in columns and (role is None or role in allowed_roles(proposed.kind)):
            proposed = with_role(proposed, table, column, role, stored.answers)
    return proposed


def _in_the_way(table: Table, mapping: Mapping, plan: Plan) -> tuple[Question, ...]:
    """Return the questions that change a figure: none of a table or a column that is not used."""
    if mapping.kind is None or plan.action == "leave_out":
        return ()
    used = set(mapping.roles.values())
    reading = [entry for entry in table.receipt.questions if entry.column is None or entry.column in used]
    asked = {entry.id: entry for entry in (*reading, *mapping.questions)}
    return (*asked.values(), *((plan.question,) if plan.question else ()))


def _remembered_answers(space: Space, file: FileRead) -> dict[str, str]:
    """Return the answers given before for the same headers, under the name the sheet has now."""
    found: dict[str, str] = {}
    for table in file.tables:
        remembered = space.mappings.get(signature(table))
        answers = remembered.answers if remembered else {}
        found |= {f"{table.name}!{about}": choice for about, choice in answers.items()}
    return found


def _draft(store: Store, workspace: str) -> Draft:
    found = draft(store, workspace)
    if found is None:
        raise StoreError("no_draft")
    return found


def _changed(store: Store, workspace: str, change: Callable[[StoredDraft], StoredDraft]) -> Draft:
    """Change what is stored now, whatever another tab did since it was read; nothing is locked while the file is read."""
    with store.writing(workspace) as space:
        stored = space.drafts.get()
        if stored is None:
            raise StoreError("no_draft")
        space.drafts.put(change(stored))
    return _draft(store, workspace)
