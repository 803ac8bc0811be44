"""All rows of a workspace as plain JSON and back, so that another installation gets the same ones.

Row ids are counted anew from 1 on the way out, since they differ per database; the order of the rows, the moments and who made
each change are kept. Where a row names another one, it names it by that count.
"""

from __future__ import annotations

from collections.abc import Mapping as Map
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Boolean, Date, Integer, String, Table, insert, select, update
from sqlalchemy.exc import SQLAlchemyError

from kpi_core import model
from kpi_core.errors import StoreError
from kpi_core.model.own import OwnKpi
from kpi_core.store import schema
from kpi_core.store.codec import decode
from kpi_core.store.fitting import fits
from kpi_core.store.records import Part, RefusedFile, StoredFile
from kpi_core.store.targets import key_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Column

    from kpi_core.store.space import Space

Rows = dict[str, list[dict[str, Any]]]
"""By table its rows, each by column; times as ISO text, nouns as `codec` writes them."""

_TABLES: tuple[Table, ...] = (
    schema.own_kpi,
    schema.mapping,
    schema.choice,
    schema.target,
    schema.entry,
    schema.setting,
    schema.look,
    schema.upload,
    schema.version,
    schema.draft,
    schema.event,
)
TABLES = tuple(table.name for table in _TABLES)
OF_DATA = frozenset({schema.upload.name, schema.version.name, schema.draft.name})
"""The tables that say what stood in files."""
_DATA_EVENTS = frozenset({"file_dropped", "data_confirmed", "data_moved"})
TAKEN_OVER = "project_imported"
"""The line of the log that says so in this installation; it is not taken along to a next one."""

_BODIES: dict[tuple[str, str], Any] = {
    ("own_kpi", "body"): OwnKpi | None,
    ("mapping", "mapping"): model.Mapping,
    ("target", "body"): model.Target | None,
    ("dataset_version", "parts"): tuple[Part, ...],
    ("draft", "files"): tuple[StoredFile, ...],
    ("draft", "answers"): Map[str, str],
    ("draft", "refused"): tuple[RefusedFile, ...],
}
_KINDS: dict[str, Any] = {
    "agreement": model.Agreement,
    "action": model.Action,
    "decision": model.Decision,
    "round": model.Round,
    "note": model.Note,
    "renewal": model.Renewal,
    "workshop": model.Workshop,
    "parked": model.Note,
    "brand": str,
}
_PLAIN: dict[tuple[str, str], Any] = {
    ("mapping", "answers"): Map[str, str],
    ("event", "detail"): Map[str, Any],
    ("setting", "value"): object,
}
"""The columns that are read key by key and hold no nouns."""
_LARGEST = 2**31 - 1


def dump(space: Space, *, data: bool = True) -> Rows:
    """Return the rows of a workspace. data: with what stood in files; else what people set, agreed and did."""
    found: Rows = {}
    for table in _TABLES:
        if data or table.name not in OF_DATA:
            found[table.name] = [_out(table, row) for row in _rows(space, table)]
    events = found[schema.event.name]
    left_out = {TAKEN_OVER} if data else {TAKEN_OVER, *_DATA_EVENTS}
    found[schema.event.name] = [event for event in events if event["action"] not in left_out]
    return _counted(space, found)


def refill(space: Space, rows: Rows, created_at: datetime) -> None:
    """Write rows that `dump` gave into a new workspace.

    Raises StoreError `project_unfit` for anything that is not a row of ours; the transaction is then to be left.
    """
    try:
        _refill(space, rows, created_at)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, RecursionError, SQLAlchemyError) as error:
        raise StoreError("project_unfit") from error


def moment(text: object) -> datetime:
    """Return the moment a row holds. Raises ValueError or TypeError for anything else."""
    found = datetime.fromisoformat(text)  # type: ignore[arg-type]
    if found.tzinfo is None:
        raise ValueError(text)
    return found


def _refill(space: Space, rows: Rows, created_at: datetime) -> None:
    if not set(rows) <= set(TABLES):
        raise KeyError(*set(rows) - set(TABLES))
    made: dict[str, dict[int, int]] = {}
    for table in _TABLES:
        made[table.name] = numbers = {0: 0}
        for place, row in enumerate(rows.get(table.name, ()), start=1):
            values = _in(table, row, made)
            number = space.connection.execute(insert(table).values(workspace_id=space.id, **values))
            numbers[place] = number.inserted_primary_key[0] if "id" in table.c else 0  # type: ignore[index]
    own = schema.workspace.c.id == space.id
    space.connection.execute(update(schema.workspace).where(own).values(created_at=created_at))
    space.note(TAKEN_OVER)


def _rows(space: Space, table: Table) -> list[Any]:
    found = space.connection.execute(select(table).where(table.c.workspace_id == space.id)).all()
    keys = [column.name for column in table.primary_key if column.name != "workspace_id"]
    return sorted(found, key=lambda row: tuple(getattr(row, key) for key in keys))


def _columns(table: Table) -> Iterator[Column[Any]]:
    yield from (column for column in table.c if column.name not in ("id", "workspace_id"))


def _out(table: Table, row: Any) -> dict[str, Any]:
    own = {"id": row.id} if "id" in table.c else {}
    return {**own, **{column.name: _text(getattr(row, column.name)) for column in _columns(table)}}


def _text(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def _counted(space: Space, found: Rows) -> Rows:
    """Return the rows without their ids, and with what names another row naming it by its place."""
    entries = {row["id"]: place for place, row in enumerate(found[schema.entry.name], start=1)}
    query = select(schema.version.c.id).where(schema.version.c.workspace_id == space.id).order_by(schema.version.c.id)
    versions = {id_: place for place, id_ in enumerate(space.connection.execute(query).scalars(), start=1)}
    for row in found[schema.entry.name]:
        row["again"] = row["again"] and entries[row["again"]]
    for row in found[schema.event.name]:
        if row["action"] == "data_moved":
            row["detail"] = {**row["detail"], "version": versions.get(row["detail"].get("version"), 0)}
    return {name: [{k: v for k, v in row.items() if k != "id"} for row in rows] for name, rows in found.items()}


def _in(table: Table, row: Map[str, Any], made: Map[str, Map[int, int]]) -> dict[str, Any]:
    """Return the values of one row for the database. Raises ValueError where one cannot stand there."""
    columns = {column.name: column for column in _columns(table)}
    if set(row) != set(columns):
        raise KeyError(table.name)
    values = {name: _value(table.name, column, row[name]) for name, column in columns.items()}
    if table is schema.entry and row["again"] is not None:
        values["again"] = made[table.name][row["again"]]
    if table is schema.event and row["action"] == "data_moved":
        values["detail"] = {**row["detail"], "version": made[schema.version.name][row["detail"]["version"]]}
    _check_key(table.name, row)
    return values


def _value(table: str, column: Column[Any], value: Any) -> Any:
    """Return one value for the database. Raises ValueError or TypeError where it is of another type than its column."""
    if value is None and column.nullable:
        return None
    if isinstance(column.type, schema.Moment):
        return moment(value)
    if isinstance(column.type, Date):
        return date.fromisoformat(value)
    if not _sound(table, column, value):
        raise ValueError(column.name)
    return value


def _sound(table: str, column: Column[Any], value: Any) -> bool:
    match column.type:
        case Boolean():
            return isinstance(value, bool)
        case Integer():
            return type(value) is int and 0 <= value <= _LARGEST
        case String():
            return isinstance(value, str) and len(value) <= (column.type.length or _LARGEST)
    return _fits(table, column.name, value)


def _fits(table: str, column: str, value: Any) -> bool:
    if (table, column) in _PLAIN:
        return fits(_with_tuples(value), _PLAIN[table, column])
    return fits(decode(value), _BODIES.get((table, column), object))


def _with_tuples(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(map(_with_tuples, value))
    return {key: _with_tuples(entry) for key, entry in value.items()} if isinstance(value, dict) else value


def _check_key(table: str, row: Map[str, Any]) -> None:
    """Refuse a row whose body is about something else than its key says."""
    body = decode(row["body"]) if row.get("body") is not None else None
    if body is None:
        return
    if table == "target" and (body.kpi, key_of(body.segment, body.where)) != (row["kpi"], row["segment"]):
        raise ValueError(row["kpi"])
    if table == "own_kpi" and body.id != row["kpi"]:
        raise ValueError(row["kpi"])
    if table == "entry" and not isinstance(body, _KINDS.get(row["kind"], object)):
        raise ValueError(row["kind"])
