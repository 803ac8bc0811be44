"""Exports of well-known systems: how each is recognised and what its columns mean. One YAML file per system, read once."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kpi_core.lazy import Lazy
from kpi_core.profiles.load import load_profiles
from kpi_core.profiles.match import find_header, recognise
from kpi_core.profiles.profile import Profile, RowsPer, VatProof

if TYPE_CHECKING:
    from collections.abc import Mapping as Map

__all__ = ["PROFILES", "Profile", "RowsPer", "VatProof", "find_header", "profile_of"]

_profiles = cache(load_profiles)

PROFILES: Map[str, Profile] = Lazy(_profiles)


def profile_of(headers: tuple[str, ...]) -> Profile | None:
    """Return the export whose headers these are, None when no known export matches."""
    return recognise(headers, PROFILES.values())
