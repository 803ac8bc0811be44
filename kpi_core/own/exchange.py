"""Own KPIs as YAML in the shape of the catalogue: to take along, to keep, and to read in again with the same checks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from kpi_core.errors import DefinitionError
from kpi_core.formula.parse import MOST_CHARACTERS
from kpi_core.model import OWN, OwnKpi
from kpi_core.periods import Grain  # noqa: TC001 - pydantic reads the types when the module runs
from kpi_core.units import Direction, Unit  # noqa: TC001 - as above

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpi_core.texts import Lang

MOST_BYTES = 200_000
MOST_DEPTH = 6
MOST_KPIS = 100
SLUG = r"^own\.[a-z_][a-z0-9_]{0,59}$"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Texts(_Strict):
    name: str = Field(min_length=1, max_length=120)
    meaning: str = Field(default="", max_length=2000)


class _Entry(_Strict):
    formula: str = Field(min_length=1, max_length=MOST_CHARACTERS)
    unit: Unit
    direction: Direction
    grain: Grain
    nl: _Texts | None = None
    en: _Texts | None = None


_FILE = TypeAdapter(dict[Annotated[str, Field(pattern=SLUG)], _Entry])


def to_yaml(kpis: Iterable[OwnKpi]) -> str:
    """Return own KPIs as YAML: id to formula, unit, direction, grain and texts."""
    found = {
        kpi.id: {
            "formula": kpi.formula,
            "unit": str(kpi.unit),
            "direction": str(kpi.direction),
            "grain": str(kpi.grain),
            **{lang: {"name": kpi.name, "meaning": kpi.meaning} for lang in ("nl", "en")},
        }
        for kpi in kpis
    }
    return yaml.safe_dump(found, allow_unicode=True, sort_keys=False, width=120)


def from_yaml(data: bytes | str, lang: Lang) -> tuple[OwnKpi, ...]:
    """Return the own KPIs of a YAML file, their formulas not yet read. lang: which of two names is used.

    Raises DefinitionError `own_file` with what is wrong in `detail`, or `own_file_large`.
    """
    text = data if isinstance(data, str) else _decoded(data)
    if len(text) > MOST_BYTES:
        raise DefinitionError("own_file_large", most=MOST_BYTES // 1000)
    _check_shape(text)
    try:
        entries = _FILE.validate_python(yaml.safe_load(text) or {})
    except yaml.YAMLError:
        raise DefinitionError("own_file", place="") from None
    except ValidationError as problem:
        raise DefinitionError("own_file", place=".".join(map(str, problem.errors()[0]["loc"]))[:80]) from None
    if len(entries) > MOST_KPIS:
        raise DefinitionError("own_too_many", most=MOST_KPIS)
    return tuple(_own(id_, entry, lang) for id_, entry in entries.items())


def _decoded(data: bytes) -> str:
    try:
        return data[: MOST_BYTES * 4].decode("utf-8-sig")
    except UnicodeDecodeError:
        raise DefinitionError("own_file", place="") from None


def _check_shape(text: str) -> None:
    """Refuse what no list of KPIs has: references that can grow without end, and nesting without end."""
    depth = 0
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if isinstance(event, yaml.AliasEvent) or depth > MOST_DEPTH:
                raise DefinitionError("own_file", place="")
    except (yaml.YAMLError, RecursionError):
        raise DefinitionError("own_file", place="") from None


def _own(id_: str, entry: _Entry, lang: Lang) -> OwnKpi:
    texts = (entry.nl or entry.en) if lang == "nl" else (entry.en or entry.nl)
    name = texts.name if texts else id_.removeprefix(OWN).replace("_", " ")
    return OwnKpi(id_, name, entry.formula, entry.unit, entry.direction, entry.grain, texts.meaning if texts else "")
