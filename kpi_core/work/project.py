"""A workspace to a project file and back: all of it, or without what stood in files."""

from __future__ import annotations

import hashlib
import shutil
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from kpi_core.dataset.checking import check
from kpi_core.errors import KpiError, StoreError
from kpi_core.export.logo import logo_png
from kpi_core.export.project import Project, pack, unpack
from kpi_core.store.files import keep_named, kept_bytes
from kpi_core.store.transfer import dump, moment, refill
from kpi_core.texts import LANGS
from kpi_core.work.branding import KIND as BRAND
from kpi_core.work.branding import LOGO, logo_folder
from kpi_core.work.joins import decisions_of
from kpi_core.work.known import catalogue_in
from kpi_core.work.marks import marks_in
from kpi_core.work.names import clean_file_name, clean_name
from kpi_core.work.rounds import rounds_in
from kpi_core.work.steering import params_in
from kpi_core.work.templates import begin_with
from kpi_core.work.wanted import goals_in

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from pathlib import Path

    from kpi_core.store import Space, Store, Workspace
    from kpi_core.store.transfer import Rows

SUFFIX = ".kompas"
_PROBLEMS = (KeyError, TypeError, ValueError, AttributeError, OverflowError, RecursionError)


def export_project(store: Store, workspace: str, *, data: bool = True) -> bytes:
    """Return a workspace as a project file: what people set, agreed and did with every state it had, and the log.

    data: with the files as they were dropped and what was prepared from them. The same workspace gives the same bytes.
    Raises StoreError `no_workspace` or `upload_gone`, KpiError `dataset_missing`.
    """
    with store.reading(workspace) as space:
        rows = dump(space, data=data)
        about = space.workspace
        files = {**(_data_files(space, rows) if data else {}), **_logos(space, rows)}
        latest = max((str(event["at"]) for event in rows["event"]), default=about.created_at.isoformat())
    told = {"name": about.name, "created_at": about.created_at.isoformat()}
    return pack(Project("project", about.language, told, latest, data, rows, files))


def project_name(name: str, *, template: bool = False) -> str:
    """Return what the file of a workspace is called; its ending says what it is."""
    return clean_file_name(f"{name.replace('/', '-')}{'.sjabloon' if template else ''}{SUFFIX}")


def import_project(store: Store, data: bytes, *, name: str = "") -> Workspace:
    """Make a new workspace of a project file or a template, and return it. name: another name than the file says.

    Everything is there afterwards, or nothing changed. Raises UnreadableFile as `unpack`, StoreError `project_unfit` when it
    holds what is not ours, `empty_name` for a template without a name, or `folder_not_writable`.
    """
    project = unpack(data)
    if project.language not in LANGS:
        raise StoreError("project_unfit")
    if project.kind == "template":
        return begin_with(store, project, clean_name(name))
    new = str(uuid4())
    folder = store.folder_of(new)
    try:
        _write(folder, project.files)
        _check_data(folder, project)
        with store.creating(new, _name(project, name), project.language) as space:
            _fill(space, project)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return space.workspace


def _data_files(space: Space, rows: Rows) -> dict[str, bytes]:
    """Return the files that rows name: every upload, and every prepared dataset whole."""
    found = {f"uploads/{digest}": space.uploads.bytes_of(digest) for digest in sorted(_digests(rows))}
    for name in sorted({str(row["fingerprint"]) for row in rows["dataset_version"]}):
        paths = [space.dataset_folder / f"{name}.json", *sorted(space.dataset_folder.glob(f"{name}-*.parquet"))]
        try:
            found |= {f"datasets/{path.name}": path.read_bytes() for path in paths}
        except OSError as error:
            raise KpiError("dataset_missing", fingerprint=name) from error
    return found


def _digests(rows: Rows) -> set[str]:
    """Return the files that a workspace cannot do without: those it read, and those that wait."""
    parts = [part for row in rows.get("dataset_version", ()) for part in row["parts"]]
    waiting = [file for row in rows.get("draft", ()) for file in row["files"]]
    return {str(one["digest"]) for one in (*rows.get("upload", ()), *parts, *waiting)}


def _logos(space: Space, rows: Rows) -> dict[str, bytes]:
    return {f"logos/{digest}": kept_bytes(logo_folder(space), digest) for digest in sorted(_logo_digests(rows))}


def _logo_digests(rows: Rows) -> set[str]:
    """Return every logo there ever was: an undo can bring each back."""
    brand = [row for row in rows.get("entry", ()) if (row["kind"], row["key"]) == (BRAND, LOGO)]
    return {str(row["body"]) for row in brand if row["body"]}


def _name(project: Project, name: str) -> str:
    told = project.workspace.get("name")
    if not name and not isinstance(told, str):
        raise StoreError("project_unfit")
    return clean_name(name or str(told))


def _write(folder: Path, files: Map[str, bytes]) -> None:
    for place, content in files.items():
        kind, _, name = place.partition("/")
        if kind != "datasets" and hashlib.sha256(content).hexdigest() != name:
            raise StoreError("project_unfit")
        keep_named(folder / kind, name, content)


def _check_data(folder: Path, project: Project) -> None:
    """Refuse data that is not what the rows say it is, or that no row names."""
    try:
        names = {str(row["fingerprint"]) for row in project.rows.get("dataset_version", ())}
        tables = {name: set(check(folder / "datasets", name).tables) for name in names}
        wanted = {f"uploads/{digest}" for digest in _digests(project.rows)}
        wanted |= {f"datasets/{name}.json" for name in names}
        wanted |= {f"datasets/{name}-{kind}.parquet" for name, kinds in tables.items() for kind in kinds}
        wanted |= {f"logos/{digest}" for digest in _logo_digests(project.rows)}
        for place in (place for place in project.files if place.startswith("logos/")):
            logo_png(project.files[place])
    except (KpiError, *_PROBLEMS) as error:
        raise StoreError("project_unfit") from error
    if wanted != set(project.files):
        raise StoreError("project_unfit")


def _fill(space: Space, project: Project) -> None:
    try:
        refill(space, project.rows, moment(project.workspace["created_at"]))
        _read_once(space)
    except _PROBLEMS as error:
        raise StoreError("project_unfit") from error


def _read_once(space: Space) -> None:
    """Read what the pages will read, so that a setting of another shape is found while nothing is kept yet."""
    known, told, settings = catalogue_in(space), marks_in(space), space.settings.all()
    for kpi in {choice.kpi for choice in space.choices.all()} & set(known):
        told[kpi]
    for read in (params_in, goals_in, rounds_in, decisions_of):
        read(space)
    _check_texts(settings.get("people") or [], list)
    towards: Map[str, Map[str, str]] = settings.get("contributes") or {}
    for own in towards.values():
        _check_texts(own, dict)
        _check_texts(list(own.values()), list)


def _check_texts(found: Any, sort: type[list[str] | dict[str, str]]) -> None:
    if not isinstance(found, sort) or not all(isinstance(one, str) for one in found):
        raise TypeError
