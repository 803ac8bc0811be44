"""The YAML of roles and table kinds, typed by pydantic; a definition that breaks its own rules is refused."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from kpi_core.errors import DefinitionError
from kpi_core.model import Role, RoleType, TableKind
from kpi_core.roles.headers import normalise

if TYPE_CHECKING:
    from collections.abc import Mapping as Map

ROLE_FILES = ("trade", "marketing", "people", "finance", "operations")
KIND_FILE = "kinds"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Names(_Strict):
    nl: str = Field(min_length=1)
    en: str = Field(min_length=1)


class _RoleEntry(_Strict):
    type: RoleType
    name: _Names
    nl: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    de: tuple[str, ...] = ()
    fr: tuple[str, ...] = ()
    counts: bool = False
    values: dict[str, tuple[str, ...]] = {}


class _LeaveOut(_Strict):
    role: str
    values: tuple[str, ...]


class _KindEntry(_Strict):
    name: _Names
    date_role: str
    min_roles: tuple[str, ...]
    roles: tuple[str, ...]
    extra_synonyms: dict[str, tuple[str, ...]] = {}
    leave_out: _LeaveOut | None = None
    is_balance: bool = False
    people: bool = False
    span: tuple[str, str] | None = None
    hints: tuple[str, ...] = ()


def load_roles() -> dict[str, Role]:
    """Return every role by id, in the order of the files. Raises DefinitionError when an entry is incomplete."""
    entries = {id_: entry for name in ROLE_FILES for id_, entry in _entries(name, _RoleEntry).items()}
    return {
        id_: Role(
            id_,
            entry.type,
            entry.name.model_dump(),
            entry.nl + entry.en + entry.de + entry.fr,
            entry.values,
            {"nl": entry.nl, "en": entry.en},
            entry.counts,
        )
        for id_, entry in entries.items()
    }


def load_kinds(roles: Map[str, Role]) -> dict[str, TableKind]:
    """Return every table kind by id. Raises DefinitionError for unknown roles and headers that mean two things."""
    kinds = {id_: _kind(id_, entry) for id_, entry in _entries(KIND_FILE, _KindEntry).items()}
    for kind in kinds.values():
        _check(kind, roles)
    return kinds


def _entries(name: str, entry: type[Any]) -> dict[str, Any]:
    text = files("kpi_core.roles").joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    try:
        found: dict[str, Any] = TypeAdapter(dict[str, entry]).validate_python(yaml.load(text, Loader=_LOADER))  # type: ignore[valid-type]  # noqa: S506
    except ValidationError as error:
        raise DefinitionError("bad_definition", file=f"{name}.yaml", detail=str(error)) from error
    return found


# The C loader where libyaml is there; both are safe loaders.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _kind(id_: str, entry: _KindEntry) -> TableKind:
    leave_out = (entry.leave_out.role, entry.leave_out.values) if entry.leave_out else None
    return TableKind(
        id_,
        entry.name.model_dump(),
        entry.date_role,
        entry.roles,
        entry.min_roles,
        entry.extra_synonyms,
        leave_out,
        entry.is_balance,
        entry.span,
        entry.hints,
        entry.people,
    )


def _check(kind: TableKind, roles: Map[str, Role]) -> None:
    named = (*(kind.span or ()), *kind.roles, *kind.min_roles, *kind.extra_synonyms, kind.date_role)
    if unknown := [role for role in named if role not in roles or role not in kind.roles]:
        raise DefinitionError(
            "bad_definition", file=f"{KIND_FILE}.yaml", detail=f"{kind.id}: unknown role {unknown[0]}"
        )
    taken = {normalise(word): role for role, words in kind.extra_synonyms.items() for word in words}
    own: dict[str, str] = {}
    for role in kind.roles:
        for word in map(normalise, roles[role].synonyms):
            if word not in taken and own.setdefault(word, role) != role:
                detail = f"{kind.id}: header {word} means both {own[word]} and {role}"
                raise DefinitionError("bad_definition", file=f"{KIND_FILE}.yaml", detail=detail)
