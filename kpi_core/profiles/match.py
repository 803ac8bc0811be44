"""Headers of a file beside those of a known export. What stands in brackets counts only where the export's own does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kpi_core.roles import normalise
from kpi_core.roles.headers import IN_BRACKETS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kpi_core.profiles.profile import Profile

LONGEST_HEADER = 200


def find_header(written: str, headers: Sequence[str]) -> int | None:
    """Return the place of the header an export writes as `written`, None when it is not there.

    >>> find_header("Quantity", ["SKU", "Quantity (- Refund)", "Quantity"])
    2
    >>> find_header("Country Code (Shipping)", ["Country Code (Billing)"]) is None
    True
    """
    exact = [_exact(header) for header in headers]
    if _exact(written) in exact:
        return exact.index(_exact(written))
    if IN_BRACKETS.search(written):
        return None
    loose = [normalise(header) for header in headers]
    return loose.index(normalise(written)) if normalise(written) in loose else None


def recognise(headers: Sequence[str], profiles: Iterable[Profile]) -> Profile | None:
    """Return the export that asks most of these headers and gets it; None when none does."""
    exact, loose = frozenset(map(_exact, headers)), frozenset(map(normalise, headers))
    found = [profile for profile in profiles if _matches(profile, headers, exact, loose)]
    return max(found, key=lambda profile: len(profile.has) + len(profile.first_cells), default=None)


def _matches(profile: Profile, headers: Sequence[str], exact: frozenset[str], loose: frozenset[str]) -> bool:
    if profile.first_cells:
        return len(headers) >= len(profile.first_cells) and all(
            re.fullmatch(pattern, header.strip()[:LONGEST_HEADER])
            for pattern, header in zip(profile.first_cells, headers, strict=False)
        )
    return all(any(_there(name, exact, loose) for name in some) for some in profile.has) and not any(
        _there(name, exact, loose) for name in profile.lacks
    )


def _there(written: str, exact: frozenset[str], loose: frozenset[str]) -> bool:
    return _exact(written) in exact or (not IN_BRACKETS.search(written) and normalise(written) in loose)


def _exact(header: str) -> str:
    """Return a header with what stands in brackets; signs and case make no difference."""
    inside = " ".join(f"[{normalise(part[1:-1])}]" for part in IN_BRACKETS.findall(header[:LONGEST_HEADER]))
    return f"{normalise(header)} {inside}".strip()
