"""Nouns to JSON and back: what goes into a JSON column comes out equal, and old rows still open when a noun grows a field."""

from __future__ import annotations

from collections.abc import Mapping as Map
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, cast

from kpi_core import model
from kpi_core.model.own import OwnKpi
from kpi_core.periods import Grain
from kpi_core.store.records import Part, RefusedFile, StoredFile, Supersedes

if TYPE_CHECKING:
    from enum import StrEnum

_NOUNS: dict[str, type[Any]] = {
    noun.__name__: noun
    for noun in (
        Part,
        RefusedFile,
        StoredFile,
        Supersedes,
        OwnKpi,
        model.Target,
        model.Vote,
        model.Agreement,
        model.Action,
        model.Decision,
        model.Round,
        model.Note,
        model.Renewal,
        model.Workshop,
        model.Mapping,
        model.ColumnRole,
        model.Question,
        model.Reading,
        model.Issue,
        model.Receipt,
        model.Skipped,
        model.SumCheck,
    )
}
_CODES: dict[str, type[StrEnum]] = {code.__name__: code for code in (Grain, model.Form)}
_DATES = {"date": date.fromisoformat, "datetime": datetime.fromisoformat}
_TAG = "$"


def nouns() -> dict[str, type[Any]]:
    """Return everything a JSON column can hold beside plain values, by name."""
    return {**_NOUNS, **_CODES}


def encode(value: object) -> object:
    """Return `value` as JSON types. A noun carries its name, a date its tag; every sequence becomes a list.

    Raises TypeError for anything that would not come back equal.
    """
    if is_dataclass(value) and type(value).__name__ in _NOUNS:
        kept = [entry.name for entry in fields(value) if entry.metadata.get("kept", True)]
        own = {name: encode(getattr(value, name)) for name in kept}
        return {_TAG: type(value).__name__, **own}
    if isinstance(value, date):
        return {_TAG: "datetime" if isinstance(value, datetime) else "date", "iso": value.isoformat()}
    if type(value).__name__ in _CODES:
        return {_TAG: type(value).__name__, "code": str(value)}
    if isinstance(value, Map):
        return {_TAG: "map", "of": {str(key): encode(entry) for key, entry in value.items()}}
    if isinstance(value, (tuple, list)):
        return [encode(entry) for entry in value]
    return _plain(value)


def _plain(value: object) -> object:
    if hasattr(value, "item"):  # a number of numpy
        value = value.item()
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, str):
        return str(value)
    raise TypeError(f"{type(value).__name__} cannot be kept")


def decode(value: object) -> Any:
    """Return what `encode` was given; lists come back as tuples. Fields the noun no longer has are left out."""
    if isinstance(value, list):
        return tuple(decode(entry) for entry in value)
    if not isinstance(value, dict):
        return value
    kind = value[_TAG]
    if kind == "map":
        return {key: decode(entry) for key, entry in value["of"].items()}
    if kind in _DATES:
        return _DATES[kind](value["iso"])
    if kind in _CODES:
        return _CODES[kind](value["code"])
    noun = _NOUNS[kind]
    known = {entry.name for entry in fields(noun)}
    return noun(**{name: decode(entry) for name, entry in value.items() if name in known})


def encoded_map(values: Map[str, object]) -> dict[str, object]:
    """Return a map of codes to plain values as a JSON object, for the columns that are read key by key."""
    return cast("dict[str, object]", {key: encode(entry) for key, entry in values.items()})
