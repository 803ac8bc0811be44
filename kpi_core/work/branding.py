"""The name and the logo a client's documents carry. Every state they had is kept, so that a change can be undone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpi_core.errors import StoreError
from kpi_core.export.logo import logo_png
from kpi_core.store.files import keep_bytes, kept_bytes
from kpi_core.work.names import clean

if TYPE_CHECKING:
    from pathlib import Path

    from kpi_core.store import Space, Store

KIND = "brand"
NAME, LOGO = "name", "logo"


@dataclass(frozen=True)
class Branding:
    """How the client is called on documents, and its logo as a PNG of at most 600 by 600, None without one."""

    name: str
    logo: bytes | None


def branding(store: Store, workspace: str) -> Branding:
    """Return the client's name and logo; the name of the workspace until another was given."""
    with store.reading(workspace) as space:
        return branding_in(space)


def branding_in(space: Space) -> Branding:
    """Return the client's name and logo inside a transaction. A logo whose file is gone counts as none."""
    kept = space.entries(KIND).all()
    return Branding(kept.get(NAME) or space.workspace.name, _logo(space, kept.get(LOGO)))


def set_client(store: Store, workspace: str, name: str) -> Branding:
    """Let documents carry this name; "" goes back to that of the workspace."""
    kept = clean(name)
    with store.writing(workspace) as space:
        entries = space.entries(KIND)
        if kept:
            entries.put(NAME, kept)
        else:
            entries.remove(NAME)
        return branding_in(space)


def set_logo(store: Store, workspace: str, data: bytes) -> Branding:
    """Keep a picture as the logo: drawn anew, small, and without anything else that was in the file.

    Raises UnreadableFile `logo_size`, `logo_svg` or `logo_unknown`, and StoreError `folder_not_writable`.
    """
    picture = logo_png(data)
    with store.writing(workspace) as space:
        space.entries(KIND).put(LOGO, keep_bytes(logo_folder(space), picture))
        return branding_in(space)


def remove_logo(store: Store, workspace: str) -> Branding:
    """Take the logo off the documents; `undo_branding` brings it back."""
    with store.writing(workspace) as space:
        space.entries(KIND).remove(LOGO)
        return branding_in(space)


def undo_branding(store: Store, workspace: str, what: str = LOGO) -> Branding:
    """Undo the last change of the logo, or of the name, once more each time."""
    with store.writing(workspace) as space:
        space.entries(KIND).undo(what)
        return branding_in(space)


def logo_folder(space: Space) -> Path:
    """Return where the logos of a workspace stand, each under the digest of its bytes."""
    return space.folder / "logos"


def _logo(space: Space, digest: str | None) -> bytes | None:
    if not digest:
        return None
    try:
        return kept_bytes(logo_folder(space), digest)
    except StoreError:
        return None
