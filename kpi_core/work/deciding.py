"""What a person decides about a draft: the answers to its questions, and what its tables and columns mean."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kpi_core.errors import StoreError
from kpi_core.joining import PREFIX
from kpi_core.mapping import allowed_roles
from kpi_core.roles import KINDS
from kpi_core.work.drafts import HIDDEN, prefix_of
from kpi_core.work.joins import decide
from kpi_core.work.overlap import PLAN
from kpi_core.work.waiting import there

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping as Map

    from kpi_core.store import Store, StoredDraft, StoredFile
    from kpi_core.work.drafts import Draft, DraftTable


def answer(store: Store, workspace: str, question: str, choice: str) -> Draft:
    """Answer one open question. Raises StoreError `unknown_question` or `unknown_answer`."""
    asked = {entry.id: entry for entry in there(store, workspace).all_questions}.get(question)
    if asked is None:
        raise StoreError("unknown_question", question=question)
    if choice not in {reading.choice for reading in asked.readings}:
        raise StoreError("unknown_answer", choice=choice)
    if question.startswith(PREFIX):
        return _decided(store, workspace, question, choice)
    return changed(store, workspace, lambda was: _answered(was, question, choice))


def reopen(store: Store, workspace: str, question: str) -> Draft:
    """Take an answer back, so that its question is asked again."""
    if question.startswith(PREFIX):
        return _decided(store, workspace, question, None)
    return changed(store, workspace, lambda was: _answered(was, question, None))


def _decided(store: Store, workspace: str, join: str, choice: str | None) -> Draft:
    with store.writing(workspace) as space:
        decide(space, join, choice)
    return there(store, workspace)


def set_hidden(store: Store, workspace: str, *, include: bool) -> Draft:
    """Read the hidden sheets of the draft's files too, or leave them out again."""

    def change(was: StoredDraft) -> StoredDraft:
        choice = "include" if include else None
        return replace(was, files=tuple(replace(f, answers=_with(f.answers, HIDDEN, choice)) for f in was.files))

    return changed(store, workspace, change)


def set_kind(store: Store, workspace: str, key: str, kind: str | None) -> Draft:
    """Say what a table is about, None = do not use it; key: its key in the draft.

    Raises StoreError `unknown_sheet` or `unknown_kind`.
    """
    if kind is not None and kind not in KINDS:
        raise StoreError("unknown_kind", kind=kind)
    entry = there(store, workspace).table(key)
    name = entry.table.name

    def change(was: StoredFile) -> StoredFile:
        roles = {known: columns for known, columns in was.roles.items() if known != name}
        return replace(was, kinds={**was.kinds, name: kind}, roles=roles)

    return _changed_file(store, workspace, entry, change)


def set_role(store: Store, workspace: str, key: str, column: str, role: str | None) -> Draft:
    """Say what a column means, None = do not use it; key: the key of its table in the draft.

    Raises StoreError `unknown_sheet`, `unknown_column` or `unknown_role`.
    """
    entry = there(store, workspace).table(key)
    if column not in {known.name for known in entry.table.columns}:
        raise StoreError("unknown_column", column=column)
    if role is not None and role not in allowed_roles(entry.mapping.kind):
        raise StoreError("unknown_role", role=role)
    name = entry.table.name

    def change(was: StoredFile) -> StoredFile:
        earlier = {known: meant for known, meant in was.roles.get(name, {}).items() if known != column}
        return replace(was, roles={**was.roles, name: {**earlier, column: role}})

    return _changed_file(store, workspace, entry, change)


def changed(store: Store, workspace: str, change: Callable[[StoredDraft], StoredDraft]) -> Draft:
    """Change what is stored now, whatever another tab did since it was read; nothing is locked while files are read.

    Raises StoreError `no_draft`.
    """
    with store.writing(workspace) as space:
        stored = space.drafts.get()
        if stored is None:
            raise StoreError("no_draft")
        space.drafts.put(change(stored))
    return there(store, workspace)


def set_plan(store: Store, workspace: str, key: str, action: str) -> Draft:
    """Say what becomes of a table beside the rows there are: one of the `choices` of its plan.

    Raises StoreError `unknown_sheet` or `unknown_answer`.
    """
    entry = there(store, workspace).table(key)
    if action not in entry.plan.choices:
        raise StoreError("unknown_answer", choice=action)
    about = f"{entry.table.name}{PLAN}"
    return _changed_file(store, workspace, entry, lambda was: replace(was, answers=_with(was.answers, about, action)))


def _changed_file(store: Store, workspace: str, entry: DraftTable, change: Callable[[StoredFile], StoredFile]) -> Draft:
    def whole(was: StoredDraft) -> StoredDraft:
        return replace(was, files=tuple(change(file) if file.name == entry.file else file for file in was.files))

    return changed(store, workspace, whole)


def _answered(was: StoredDraft, question: str, choice: str | None) -> StoredDraft:
    """Return the draft with an answer kept where its question belongs: at its file, or at the files together."""
    starts = {file.name: prefix_of(was, file.name) for file in was.files}
    about = [name for name, start in starts.items() if question.startswith(start) and "!" in question]
    if not about:
        return replace(was, answers=_with(was.answers, question, choice))
    name = max(about, key=len)
    own = question.removeprefix(starts[name])
    files = (replace(f, answers=_with(f.answers, own, choice)) if f.name == name else f for f in was.files)
    return replace(was, files=tuple(files))


def _with(answers: Map[str, str], key: str, choice: str | None) -> dict[str, str]:
    others = {known: value for known, value in answers.items() if known != key}
    return others if choice is None else {**others, key: choice}
