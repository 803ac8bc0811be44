"""The YAML of the exports, typed by pydantic; a profile that could do harm is refused."""

from __future__ import annotations

from importlib.resources import files
from typing import Any, Literal, NoReturn

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kpi_core.errors import DefinitionError
from kpi_core.profiles.profile import Profile, RowsPer, VatProof
from kpi_core.roles import KINDS, ROLES

AMOUNTS = frozenset({"money", "number", "percent"})
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Headers = str | tuple[str, ...]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Names(_Strict):
    nl: str = Field(min_length=1)
    en: str = Field(min_length=1)


class _RowsPer(_Strict):
    key: str
    roles: tuple[str, ...]
    by: tuple[str, ...] = ()


class _VatProof(_Strict):
    amount: str
    tax: str
    total: str
    adds: tuple[str, ...] = ()


class _Export(_Strict):
    id: str = Field(pattern=r"^[a-z0-9_]+$")
    name: _Names
    source: str = Field(min_length=10)
    languages: tuple[str, ...] = ()
    has: tuple[Headers, ...] = ()
    lacks: tuple[str, ...] = ()
    first_cells: tuple[str, ...] = ()
    kind: str | None = None
    refusal: str = ""
    roles: dict[str, Headers] = {}
    ignore: tuple[str, ...] = ()
    fill_down: _RowsPer | None = None
    share_out: _RowsPer | None = None
    once_per: tuple[str, ...] = ()
    once_roles: tuple[str, ...] = ()
    results: str = ""
    one_of: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    vat: Literal["", "excl", "incl", "ask"] = ""
    vat_proof: _VatProof | None = None
    until: tuple[str, ...] = ()
    minutes: dict[str, str] = {}
    ask: str = ""


class _System(_Strict):
    system: str = Field(min_length=1)
    exports: tuple[_Export, ...] = Field(min_length=1)


def load_profiles(texts: dict[str, str] | None = None) -> dict[str, Profile]:
    """Return every export by id: those of the package, or of the YAML texts given per file name.

    Raises DefinitionError for an unknown kind or role, for an amount that would be filled down, and for an id that
    stands twice.
    """
    found: dict[str, Profile] = {}
    for name, text in (texts or _own()).items():
        try:
            system = _System.model_validate(yaml.load(text, Loader=_LOADER))  # noqa: S506  # a safe loader, in C
        except ValidationError as error:
            raise DefinitionError("bad_definition", file=name, detail=str(error)) from error
        for entry in system.exports:
            if entry.id in found:
                _refuse(name, f"{entry.id} stands twice")
            found[entry.id] = _profile(name, system.system, entry)
    return found


def _own() -> dict[str, str]:
    entries = sorted(files("kpi_core.profiles").iterdir(), key=lambda entry: entry.name)
    return {entry.name: entry.read_text(encoding="utf-8") for entry in entries if entry.name.endswith(".yaml")}


def _profile(file: str, system: str, entry: _Export) -> Profile:
    plain: dict[str, Any] = entry.model_dump()
    plain["has"] = tuple(_several(names) for names in entry.has)
    plain["roles"] = {role: _several(names) for role, names in entry.roles.items()}
    plain["fill_down"] = RowsPer(**plain["fill_down"]) if entry.fill_down else None
    plain["share_out"] = RowsPer(**plain["share_out"]) if entry.share_out else None
    plain["vat_proof"] = VatProof(**plain["vat_proof"]) if entry.vat_proof else None
    profile = Profile(system=system, **plain)
    _check(file, profile)
    return profile


def _several(names: Headers) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else names


def _check(file: str, profile: Profile) -> None:
    if not profile.has and not profile.first_cells:
        _refuse(file, f"{profile.id} would match everything")
    if profile.kind is None:
        if not profile.refusal:
            _refuse(file, f"{profile.id} has neither a kind nor a reason why not")
        return
    if profile.kind not in KINDS:
        _refuse(file, f"{profile.id}: unknown kind {profile.kind}")
    allowed = KINDS[profile.kind].roles
    shared = profile.share_out.roles if profile.share_out else ()
    filled = profile.fill_down.roles if profile.fill_down else ()
    for role in (*profile.roles, *shared, *filled, *profile.once_roles, *profile.minutes):
        if role not in allowed:
            _refuse(file, f"{profile.id}: {role} is no role of {profile.kind}")
    if amounts := [role for role in filled if ROLES[role].type in AMOUNTS]:
        _refuse(file, f"{profile.id}: filling down {amounts[0]} would count it several times")


def _refuse(file: str, detail: str) -> NoReturn:
    raise DefinitionError("bad_definition", file=file, detail=detail)
