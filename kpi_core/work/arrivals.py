"""Files that come in: each is kept as it was dropped, read, and put in the workspace's draft beside those that wait."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING

from kpi_core.errors import StoreError, UnreadableFile
from kpi_core.mapping import signature
from kpi_core.read import decrypt, is_encrypted
from kpi_core.store import RefusedFile, StoredDraft, StoredFile
from kpi_core.work.deciding import changed
from kpi_core.work.drafts import HIDDEN, build, read_kept
from kpi_core.work.names import clean_file_name
from kpi_core.work.waiting import there

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Mapping as Map

    from kpi_core.model import FileRead
    from kpi_core.store import Space, Store
    from kpi_core.work.drafts import Draft

LARGEST_UPLOAD = 200 * 1024 * 1024
NO_PASSWORDS: Map[str, str] = MappingProxyType({})


def read_upload(store: Store, workspace: str, name: str, data: bytes, *, include_hidden: bool = False) -> Draft:
    """Read one dropped file into the workspace's draft; see `read_uploads`."""
    return read_uploads(store, workspace, [(name, data)], include_hidden=include_hidden)


def read_uploads(
    store: Store,
    workspace: str,
    files: Sequence[tuple[str, bytes]],
    *,
    include_hidden: bool = False,
    passwords: Map[str, str] = NO_PASSWORDS,
) -> Draft:
    """Read dropped files, propose what their columns mean, and add them to the workspace's draft.

    What was decided before for the same headers is taken over. A file takes the place of one with the same name that
    waits. A file that cannot be read is named in `Draft.refused` while the others go on.
    passwords: file name to the password that opens it; used once and kept nowhere.

    Raises UnreadableFile when none of them can be read; the workspace is then as it was.
    """
    hidden = {HIDDEN: "include"} if include_hidden else {}
    read: dict[str, tuple[StoredFile, int]] = {}
    refused: list[tuple[str, UnreadableFile]] = []
    with store.reading(workspace) as space:
        for name, data in files:
            try:
                for piece, inside in _pieces(name, data, passwords):
                    free = _free(piece, read)
                    read[free] = _kept(space, free, inside, hidden), len(inside)
            except UnreadableFile as error:
                refused.append((clean_file_name(name), error))
        if refused and not read:
            raise refused[0][1]
        added = tuple({file.digest: file for file, _ in read.values()}.values())
        build(space, StoredDraft(added))
    said = tuple(RefusedFile(name, error.code, _plain(error.fields)) for name, error in refused)
    with store.writing(workspace) as space:
        for file, size in read.values():
            space.uploads.add(file.name, file.digest, size)
        was = space.drafts.get() or StoredDraft()
        stay = tuple(file for file in was.files if not _again(file, added))
        space.drafts.put(replace(was, files=(*stay, *added), refused=said))
    return there(store, workspace)


def locked(files: Sequence[tuple[str, bytes]]) -> tuple[str, ...]:
    """Return the names of the files that only a password opens."""
    return tuple(name for name, data in files if is_encrypted(data))


def drop_file(store: Store, workspace: str, name: str) -> Draft | None:
    """Take a file out of the draft; None when it was the last one. Raises StoreError `no_draft` or `unknown_file`."""
    names = [file.file for file in there(store, workspace).files]
    if name not in names:
        raise StoreError("unknown_file", file=name)
    if names == [name]:
        with store.writing(workspace) as space:
            space.drafts.discard()
        return None
    return changed(
        store, workspace, lambda was: replace(was, files=tuple(file for file in was.files if file.name != name))
    )


def _pieces(name: str, data: bytes, passwords: Map[str, str]) -> Iterator[tuple[str, bytes]]:
    """Give what was dropped as (name, bytes), without its password: what it holds is kept, never what opened it.

    An archive stays one file: its members are its tables, and reading it tells which of them were left out.
    """
    if len(data) > LARGEST_UPLOAD:
        raise UnreadableFile("upload_too_large", megabytes=LARGEST_UPLOAD // 1024**2)
    yield clean_file_name(name), decrypt(data, passwords[name]) if name in passwords else data


def _kept(space: Space, name: str, data: bytes, hidden: Map[str, str]) -> StoredFile:
    digest = space.uploads.keep_file(data)
    try:
        file = read_kept(space.uploads.folder, name, digest, hidden)
    except UnreadableFile:
        space.uploads.forget_file(digest)
        raise
    return StoredFile(name, digest, {**_remembered_answers(space, file), **hidden})


def _remembered_answers(space: Space, file: FileRead) -> dict[str, str]:
    """Return the answers given before for the same headers, under the name the table has now."""
    found: dict[str, str] = {}
    for table in file.tables:
        remembered = space.mappings.get(signature(table))
        answers = remembered.answers if remembered else {}
        found |= {f"{table.name}!{about}": choice for about, choice in answers.items()}
    return found


def _again(file: StoredFile, added: Sequence[StoredFile]) -> bool:
    """Tell whether a file that waits was dropped again: by its name or its bytes."""
    return any(file.digest == new.digest or file.name.casefold() == new.name.casefold() for new in added)


def _free(name: str, taken: Map[str, object]) -> str:
    """Return a name no other file of the same drop has: "orders (2).csv" for the second."""
    path, found, turn = PurePosixPath(name), name, 1
    while found in taken:
        turn += 1
        found = f"{path.stem} ({turn}){path.suffix}"
    return found


def _plain(fields: Map[str, object]) -> dict[str, object]:
    return {key: value if isinstance(value, (int, float)) else str(value) for key, value in fields.items()}
