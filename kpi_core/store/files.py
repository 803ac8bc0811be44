"""The files people dropped, kept as they were: immutable, named by their content, one folder per workspace."""

from __future__ import annotations

import hashlib
import os
import re
from typing import TYPE_CHECKING
from uuid import uuid4

from kpi_core.errors import StoreError

if TYPE_CHECKING:
    from pathlib import Path

_DIGEST = re.compile(r"[0-9a-f]{64}")


def private_folder(folder: Path) -> Path:
    """Make a folder that only this user can open, and return it.

    Raises StoreError `folder_not_writable`.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError("folder_not_writable") from error
    return folder


def keep_bytes(folder: Path, data: bytes) -> str:
    """Keep `data` under its sha256 and return that; the same bytes are kept once.

    The file is there whole or not at all: it is written beside its place, synced and moved into it.
    """
    digest = hashlib.sha256(data).hexdigest()
    keep_named(folder, digest, data)
    return digest


def keep_named(folder: Path, name: str, data: bytes) -> None:
    """Keep `data` under a name of ours, as `keep_bytes` does; what is there already is left as it is."""
    place = private_folder(folder) / name
    if place.exists():
        return
    beside = folder / f".{name}.{uuid4().hex}"
    try:
        with beside.open("xb") as handle:
            handle.write(data)
            handle.flush()
            os.fsync(handle.fileno())
        beside.replace(place)
    except OSError as error:
        raise StoreError("folder_not_writable") from error
    finally:
        beside.unlink(missing_ok=True)


def kept_bytes(folder: Path, digest: str) -> bytes:
    """Return the bytes kept under `digest`.

    Raises StoreError `upload_gone` when they are not there or are no longer the same.
    """
    if not _DIGEST.fullmatch(digest):
        raise StoreError("upload_gone")
    try:
        data = (folder / digest).read_bytes()
    except OSError as error:
        raise StoreError("upload_gone") from error
    if hashlib.sha256(data).hexdigest() != digest:
        raise StoreError("upload_gone")
    return data
