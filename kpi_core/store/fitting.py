"""Whether what was decoded is what its noun says it is: a file from elsewhere can name our nouns and fill them with anything."""

from __future__ import annotations

import math
from collections.abc import Mapping as Map
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from kpi_core.store.codec import nouns
from kpi_core.units import Direction, Unit

_NAMES: dict[str, object] = {"Map": Map, "date": date, "datetime": datetime, "Unit": Unit, "Direction": Direction}


def fits(value: object, hint: Any = object) -> bool:
    """Tell whether a decoded value is of the type `hint`, and each noun in it of the types its fields are noted with.

    A whole number is a number; a number has to be finite; a code may stand as the text it is kept as.
    """
    if hint is object or hint is Any:
        return _any(value)
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return any(fits(value, part) for part in parts)
    if origin is Literal:
        return value in parts
    if origin is tuple:
        return isinstance(value, tuple) and _each(value, parts)
    if origin is Map:
        return isinstance(value, Map) and all(fits(k, parts[0]) and fits(v, parts[1]) for k, v in value.items())
    return _is(value, hint)


def _any(value: object) -> bool:
    if isinstance(value, tuple):
        return all(map(_any, value))
    if isinstance(value, Map):
        return all(isinstance(key, str) and _any(entry) for key, entry in value.items())
    return _noun(value) if is_dataclass(value) else not isinstance(value, float) or math.isfinite(value)


def _each(value: tuple[object, ...], parts: tuple[Any, ...]) -> bool:
    if len(parts) == 2 and parts[1] is Ellipsis:
        return all(fits(entry, parts[0]) for entry in value)
    return len(value) == len(parts) and all(map(fits, value, parts))


def _is(value: object, hint: Any) -> bool:
    if hint is float:
        return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
    if hint is int:
        return isinstance(value, int) and not isinstance(value, bool)
    if hint is date:
        return isinstance(value, date) and not isinstance(value, datetime)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return value in {str(code) for code in hint}
    return isinstance(value, hint) and (not is_dataclass(value) or _noun(value))


def _noun(value: Any) -> bool:
    kept = {entry.name for entry in fields(value) if entry.metadata.get("kept", True)}
    return all(fits(getattr(value, name), hint) for name, hint in _hints(type(value).__name__).items() if name in kept)


@cache
def _hints(noun: str) -> dict[str, Any]:
    """Return the types the fields of a noun are noted with."""
    return get_type_hints(nouns()[noun], localns={**_NAMES, **nouns()})
