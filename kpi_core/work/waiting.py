"""The draft of a workspace as it stands, made once per change of it or of the workspace, however often it is looked at."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from kpi_core.errors import StoreError
from kpi_core.store.codec import encode
from kpi_core.work.drafts import Draft, build

if TYPE_CHECKING:
    from kpi_core.store import Space, Store, StoredDraft

DRAFTS_KEPT = 2
"""How many drafts stay in memory with their tables, so that looking at one again costs nothing."""


@dataclass(frozen=True)
class Waiting:
    """A stored draft in its workspace; two are equal when the same comes of them."""

    mark: str
    space: Space = field(compare=False)
    stored: StoredDraft = field(compare=False)


def draft(store: Store, workspace: str) -> Draft | None:
    """Return the draft as it stands, None when nothing waits."""
    with store.reading(workspace) as space:
        found = waiting_in(space)
        return None if found is None else _built(found)


def waiting_in(space: Space) -> Waiting | None:
    """Return what waits in a workspace, None when nothing does."""
    stored = space.drafts.get()
    if stored is None:
        return None
    kept = [encode(part) for part in (stored.files, stored.answers, stored.refused)]
    return Waiting(json.dumps([str(space.uploads.folder), space.stamp(), kept]), space, stored)


@lru_cache(maxsize=DRAFTS_KEPT)
def _built(waiting: Waiting) -> Draft:
    return build(waiting.space, waiting.stored)


def there(store: Store, workspace: str) -> Draft:
    """Return the draft as it stands. Raises StoreError `no_draft`."""
    found = draft(store, workspace)
    if found is None:
        raise StoreError("no_draft")
    return found


def discard(store: Store, workspace: str) -> None:
    """Drop the draft; what was confirmed before stays as it is."""
    with store.writing(workspace) as space:
        space.drafts.discard()
