"""The workspaces: which there are and how they stand, and making, naming, trashing and restoring one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from kpi_core.errors import AnswerNeeded, StoreError
from kpi_core.texts import LANGS
from kpi_core.work.arrivals import read_upload
from kpi_core.work.confirming import confirm
from kpi_core.work.names import clean_name

if TYPE_CHECKING:
    from datetime import date, datetime

    from kpi_core.store import Store, Workspace


@dataclass(frozen=True)
class Standing:
    """How a workspace stands, to be said in words.

    reach: the last day its data holds, None = no dates. kpis: how many are followed, benched ones apart.
    """

    workspace: Workspace
    has_data: bool
    has_draft: bool
    kpis: int
    targets: int
    reach: date | None
    updated_at: datetime | None


def workspaces(store: Store) -> tuple[Standing, ...]:
    """Return every workspace in use with how it stands, by name."""
    return tuple(standing(store, entry.id) for entry in store.workspaces())


TALK = ("decision", "action")
"""What people write down beside the figures, on which no figure, verdict or line rests; a note is marked on its line."""


def stamp(store: Store, workspace: str, *, figures: bool = False) -> int:
    """Return the number of the workspace's last change: what was read at the same number still holds.

    figures: of the last change that a figure or a verdict can rest on.
    """
    with store.reading(workspace) as space:
        return space.stamp(TALK if figures else ())


def standing(store: Store, workspace: str) -> Standing:
    """Return how one workspace stands. Raises StoreError `no_workspace`."""
    with store.reading(workspace) as space:
        version = space.versions.current()
        days = [part.last for part in version.parts if part.last] if version else []
        active = {choice.kpi for choice in space.choices.all() if not choice.benched}
        return Standing(
            workspace=space.workspace,
            has_data=version is not None,
            has_draft=space.drafts.get() is not None,
            kpis=len(active),
            targets=len(space.targets.all()),
            reach=max(days, default=None),
            updated_at=version.created_at if version else None,
        )


def create(store: Store, name: str, language: str) -> Workspace:
    """Make a workspace. Raises StoreError `empty_name` or `unknown_language`."""
    return store.create_workspace(clean_name(name), _language(language))


def create_sample(store: Store, language: str) -> Workspace:
    """Make a workspace with the sample company's workbook in it.

    Its workbook goes the way of any other file. Should a question about it be open, it waits there as a draft.
    """
    from kpi_core.sample import SAMPLE_NAME, sample_workbook  # noqa: PLC0415 - slow to import, and only this needs it

    made = create(store, PurePath(SAMPLE_NAME).stem, language)
    read_upload(store, made.id, SAMPLE_NAME, sample_workbook())
    try:
        confirm(store, made.id)
    except AnswerNeeded:
        return made
    return made


def rename(store: Store, workspace: str, name: str) -> None:
    """Give a workspace another name. Raises StoreError `empty_name` or `no_workspace`."""
    store.change_workspace(workspace, name=clean_name(name))


def set_language(store: Store, workspace: str, language: str) -> None:
    """Set the language a workspace opens in. Raises StoreError `unknown_language` or `no_workspace`."""
    store.change_workspace(workspace, language=_language(language))


def trash(store: Store, workspace: str) -> None:
    """Put a workspace in the trash; `restore` takes it out as it was."""
    store.trash_workspace(workspace)


def restore(store: Store, workspace: str) -> None:
    """Take a workspace out of the trash."""
    store.restore_workspace(workspace)


def trashed(store: Store) -> tuple[Workspace, ...]:
    """Return the workspaces in the trash, by name."""
    return store.workspaces(trashed=True)


def _language(language: str) -> str:
    if language not in LANGS:
        raise StoreError("unknown_language", language=language)
    return language
