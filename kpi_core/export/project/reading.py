"""A project file read by someone who does not trust it: every member is named, measured and hashed before it is believed."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from kpi_core.errors import UnreadableFile
from kpi_core.export.project.archive import members_of
from kpi_core.export.project.packing import FOLDERS, FORMAT, MANIFEST, VERSION, WORKSPACE, Project, described

if TYPE_CHECKING:
    from collections.abc import Mapping as Map

_DEEPEST = 60
_UNWRITABLE = re.compile("[\0\ud800-\udfff]")
_KINDS = ("project", "template")


def unpack(data: bytes) -> Project:
    """Return what a project file holds; that its rows and its data mean something is for who takes them over.

    Raises UnreadableFile: `project_other` (no project file), `project_damaged`, `project_newer`, `project_older`,
    `project_unsafe` (built to do harm) or `project_large`.
    """
    members = members_of(data)
    if MANIFEST not in members:
        raise UnreadableFile("project_other")
    manifest = _manifest(members.pop(MANIFEST))
    _compare(members, manifest["members"])
    rows = {_table(name): _listed(name, content) for name, content in members.items() if name.startswith("rows/")}
    workspace = _object(members.get(WORKSPACE, b""))
    files = {name: content for name, content in members.items() if name.startswith(FOLDERS)}
    kind = manifest["kind"]
    if kind == "template" and (rows or files):
        raise UnreadableFile("project_damaged")
    return Project(
        kind, manifest["language"], workspace, manifest["made_on"], manifest["data"], rows, dict(sorted(files.items()))
    )


def _manifest(content: bytes) -> dict[str, Any]:
    """Return the manifest of a version we know, with every entry there and of its type."""
    found = _object(content, "project_other")
    if found.get("format") != FORMAT:
        raise UnreadableFile("project_other")
    version = found.get("version")
    if type(version) is not int:
        raise UnreadableFile("project_damaged")
    if version != VERSION:
        raise UnreadableFile("project_newer" if version > VERSION else "project_older")
    types = {"kind": str, "made_on": str, "language": str, "data": bool, "members": dict}
    if found.get("kind") not in _KINDS or not all(isinstance(found.get(key), one) for key, one in types.items()):
        raise UnreadableFile("project_damaged")
    return found


def _compare(members: Map[str, bytes], told: Map[str, object]) -> None:
    if set(members) != set(told) or any(described(content) != told[name] for name, content in members.items()):
        raise UnreadableFile("project_damaged")


def _table(name: str) -> str:
    return name.removeprefix("rows/").removesuffix(".json")


def _listed(name: str, content: bytes) -> list[dict[str, Any]]:
    found = _parsed(content)
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        raise UnreadableFile("project_damaged", member=name)
    return found


def _object(content: bytes, code: str = "project_damaged") -> dict[str, Any]:
    found = _parsed(content, code)
    if not isinstance(found, dict):
        raise UnreadableFile(code)
    return found


def _parsed(content: bytes, code: str = "project_damaged") -> Any:
    """Return JSON that is not deeper than ours and holds only numbers and texts a database can."""
    try:
        found = json.loads(content.decode(), parse_constant=_refuse, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise UnreadableFile(code) from error
    _check(found, code)
    return found


def _check(found: object, code: str) -> None:
    left: list[tuple[object, int]] = [(found, 0)]
    while left:
        value, depth = left.pop()
        if depth > _DEEPEST:
            raise UnreadableFile(code)
        if isinstance(value, dict):
            left += [(entry, depth + 1) for pair in value.items() for entry in pair]
        elif isinstance(value, list):
            left += [(entry, depth + 1) for entry in value]
        elif isinstance(value, str) and _UNWRITABLE.search(value):
            raise UnreadableFile(code)


def _refuse(constant: str) -> object:
    raise ValueError(constant)


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key twice")
    return found
