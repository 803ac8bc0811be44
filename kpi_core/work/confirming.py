"""Confirm a draft: its tables join those that are there, are prepared, and become the current version."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from kpi_core import dataset as datasets
from kpi_core.errors import AnswerNeeded, StoreError
from kpi_core.joining import join_tables
from kpi_core.store.files import private_folder
from kpi_core.work.drafts import again, build, rows_of
from kpi_core.work.joins import LIST, decisions_of
from kpi_core.work.layers import Layer, counting
from kpi_core.work.overlap import part_of

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from pathlib import Path

    from kpi_core.dataset import Dataset
    from kpi_core.model import Issue, Mapping, Table
    from kpi_core.store import DatasetVersion, Part, Space, Store, StoredDraft, StoredFile
    from kpi_core.work.drafts import Draft, DraftTable

_TRIES = 3
_Read = tuple["Part", "Table"]


@dataclass(frozen=True)
class Confirmed:
    """What confirming did: the version, and the table kinds whose rows were added, and those that were replaced."""

    version: DatasetVersion
    dataset: Dataset
    added: tuple[str, ...]
    replaced: tuple[str, ...]


def confirm(store: Store, workspace: str) -> Confirmed:
    """Make the draft part of the workspace's data and remember how it was read.

    The files are prepared first and nothing is locked meanwhile; when somebody else changed the draft or the data in
    that time it starts again. Either all of it happens or the workspace is as it was.

    Raises AnswerNeeded while questions are open, StoreError `no_draft`, `nothing_recognised`, `lines_without_orders`,
    `changed_meanwhile` or `folder_not_writable`.
    """
    for _ in range(_TRIES):
        with store.reading(workspace) as space:
            was, before = space.drafts.get(), space.versions.current()
            if was is None:
                raise StoreError("no_draft")
            draft = build(space, was)
            _check(draft)
            kept = _kept(space, draft, before)
            folder, files = space.dataset_folder, space.uploads.folder
            decisions = decisions_of(space)
        wanted = [entry for place, entry in enumerate(draft.tables) if entry.used or place in draft.joins.lists]
        fresh = [_fresh(was, entry) for entry in wanted]
        read = _settled(files, [*kept, *fresh])
        prepared = _prepare(read, {part.id for part, _ in fresh}, decisions)
        _save(prepared, folder)
        with store.writing(workspace) as space:
            if space.drafts.get() != was or _id(space.versions.current()) != _id(before):
                continue
            return _move(space, draft, was, [part for part, _ in read], prepared)
    raise StoreError("changed_meanwhile")


def current(store: Store, workspace: str) -> Dataset | None:
    """Return the workspace's data as it stands, None while there is none."""
    with store.reading(workspace) as space:
        return current_of(space)


def current_of(space: Space) -> Dataset | None:
    """Return the data of an open workspace, None while there is none."""
    version = space.versions.current()
    return None if version is None else _load(space.dataset_folder, version.fingerprint)


def versions(store: Store, workspace: str) -> tuple[DatasetVersion, ...]:
    """Return every version of the data, newest first."""
    with store.reading(workspace) as space:
        return space.versions.all()


def go_to_version(store: Store, workspace: str, version: int) -> DatasetVersion:
    """Make another version the current one: the undo of an import. Raises StoreError `no_version`."""
    with store.writing(workspace) as space:
        return space.versions.make_current(version)


@lru_cache(maxsize=8)
def _load(folder: Path, fingerprint: str) -> Dataset:
    return datasets.load(folder, fingerprint)


def _check(draft: Draft) -> None:
    if draft.questions:
        raise AnswerNeeded("answer_needed", questions=draft.questions, n=len(draft.questions))
    if draft.state != "ready":
        raise StoreError("nothing_recognised", file=draft.name)


def _kept(space: Space, draft: Draft, before: DatasetVersion | None) -> list[_Read]:
    """Return the parts that stay, read again from the files as they were dropped and with the answers given then."""
    gone = {part.id for entry in draft.tables if entry.used for part in entry.plan.replaces}
    lists = {draft.tables[place].signature for place in draft.joins.lists}
    gone |= {part.id for part in (before.parts if before else ()) if part.kind == LIST and part.signature in lists}
    stay = [part for part in (before.parts if before else ()) if part.id not in gone]
    return [(part, again(space.uploads.folder, part)) for part in stay]


def _fresh(stored: StoredDraft, entry: DraftTable) -> _Read:
    return part_of(_file_of(stored, entry), entry.table, entry.mapping, entry.plan.supersedes), entry.table


def _settled(folder: Path, read: list[_Read]) -> list[_Read]:
    """Return the parts with the rows that count: those a later part takes the place of are out.

    A part without any such row left goes, unless it still keeps rows of another one out. Lists come last, as they are.
    """
    rows = [(part, table) for part, table in read if part.kind != LIST]
    masks = counting([Layer(part, rows_of(folder, part)) for part, _ in rows])
    alive = {part.id for (part, _), mask in zip(rows, masks, strict=True) if mask.any()}
    left = [
        (part, replace(table, frame=table.frame[mask]))
        for (part, table), mask in zip(rows, masks, strict=True)
        if part.id in alive or (part.supersedes and alive & set(part.supersedes.parts))
    ]
    return [*left, *((part, table) for part, table in read if part.kind == LIST)]


def _file_of(stored: StoredDraft, entry: DraftTable) -> StoredFile:
    return next(file for file in stored.files if file.name == entry.file)


def _save(prepared: Dataset, folder: Path) -> None:
    try:
        datasets.save(prepared, private_folder(folder))
    except OSError as error:
        raise StoreError("folder_not_writable") from error


def _prepare(read: list[_Read], fresh: set[str], decisions: Map[str, str]) -> Dataset:
    """Return the dataset of all parts, those with an id in `fresh` being new, with what joining them told among its issues.

    decisions: what was decided about joins.
    """
    parts: list[tuple[Table, Mapping]] = [(table, part.mapping) for part, table in read]
    joined = join_tables(parts, decisions)
    told: list[Issue] = []
    for place, ((_, was), (_, mapping)) in enumerate(zip(parts, joined, strict=True)):
        new = [issue for issue in mapping.issues if issue not in was.issues]
        if read[place][0].id in fresh and any(issue.code == "left_out_without_date" for issue in new):
            raise StoreError("lines_without_orders", sheet=mapping.sheet)
        told += new
    prepared = datasets.prepare(joined, sources=[part.file for part, _ in read])
    return replace(prepared, issues=(*prepared.issues, *told))


def _move(space: Space, draft: Draft, was: StoredDraft, parts: list[Part], prepared: Dataset) -> Confirmed:
    for entry in draft.tables:
        file = _file_of(was, entry)
        if entry.mapping.kind or entry.table.name in file.kinds:
            answers = _own_answers(file, entry.table.name)
            space.mappings.remember(entry.signature, replace(entry.mapping, questions=(), issues=()), answers)
    space.drafts.discard()
    version = space.versions.add(prepared.fingerprint, parts)
    used = [entry for entry in draft.tables if entry.used]
    replaced = {entry.mapping.kind or "" for entry in used if entry.plan.takes}
    added = {entry.mapping.kind or "" for entry in used} - replaced
    return Confirmed(version, prepared, tuple(sorted(added)), tuple(sorted(replaced)))


def _own_answers(file: StoredFile, sheet: str) -> dict[str, str]:
    """Return the answers about a table's columns, without its name: the next file may call it otherwise.

    What was answered about the days of this one file is not for the next.
    """
    about = {
        key.removeprefix(f"{sheet}!"): choice for key, choice in file.answers.items() if key.startswith(f"{sheet}!")
    }
    return {key: choice for key, choice in about.items() if not key.startswith(":")}


def _id(version: DatasetVersion | None) -> int | None:
    return None if version is None else version.id
