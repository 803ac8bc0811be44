"""What a project file holds and how it is written: the same workspace always gives the same bytes.

manifest.json                  format, version, product, language, the moment of the last change, and per member its
                               size and sha-256
workspace.json                 name and language, or the contents of a template
rows/<table>.json              the rows, one a line
uploads/<sha-256>              the files as they were dropped
datasets/<name>.json           the prepared data: what it is,
datasets/<name>-<kind>.parquet and its rows
logo/<sha-256>                 the client's logo
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from collections.abc import Sequence

FORMAT = "kpi-kompas-project"
VERSION = 1
"""Of the file: one higher when an older version of the product could not read it rightly."""
PRODUCT = "0.1.0"
"""The version of the product, for who looks into a file; nothing is decided by it."""
MANIFEST, WORKSPACE = "manifest.json", "workspace.json"
FOLDERS = ("uploads/", "datasets/", "logos/")
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_ORDINARY_FILE = 0o100644 << 16

Kind = Literal["project", "template"]
Rows = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Project:
    """A workspace on its way to another installation.

    kind: "template" holds what to steer by and nothing of the client; its `workspace` says it all, there are no rows.
    made_on: the moment of the last change, as ISO text; "" for a template. data: whether the files are in it.
    rows: by table. files: by name, each in one of `FOLDERS`.
    """

    kind: Kind
    language: str
    workspace: Map[str, Any]
    made_on: str = ""
    data: bool = False
    rows: Rows = field(default_factory=dict)
    files: Map[str, bytes] = field(default_factory=dict)


def pack(project: Project) -> bytes:
    """Return the project file: members by name, without a time of their own."""
    members = {
        WORKSPACE: _json(project.workspace),
        **{f"rows/{table}.json": _lines(rows) for table, rows in project.rows.items()},
        **project.files,
    }
    manifest = {
        "format": FORMAT,
        "version": VERSION,
        "kind": project.kind,
        "product": PRODUCT,
        "made_on": project.made_on,
        "language": project.language,
        "data": project.data,
        "members": {name: described(members[name]) for name in sorted(members)},
    }
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        for name, content in [(MANIFEST, _json(manifest)), *sorted(members.items())]:
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.create_system, entry.external_attr = 3, _ORDINARY_FILE
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(".parquet") else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return sink.getvalue()


def described(content: bytes) -> dict[str, object]:
    """Return what the manifest says of a member."""
    return {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def _lines(rows: Sequence[object]) -> bytes:
    lines = [json.dumps(row, ensure_ascii=False, allow_nan=False) for row in rows]
    return ("[" + ",".join(f"\n{line}" for line in lines) + "\n]\n").encode()
