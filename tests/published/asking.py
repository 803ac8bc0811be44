"""Files asked as a user asks: through the command line, and a formula of one's own over the same reading and joining."""

import contextlib
import io
import json
import tempfile
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from kpi_core.catalogue import CATALOGUE, MEASURES, measure_trees
from kpi_core.cli.files import Wishes, map_tables, read_path
from kpi_core.cli.main import run
from kpi_core.compute import compute
from kpi_core.dataset import prepare
from kpi_core.formula.parse import parse
from kpi_core.joining import join_tables
from kpi_core.periods import Grain

TODAY = date(2026, 11, 22)
OPTIONAL = tuple(sorted({name for kpi in CATALOGUE.values() for name in kpi.optional}))
"""What may be absent in one of the catalogue's formulas may be absent in these."""


class NotAnswered(Exception):
    """The command ended with something other than figures; says what it printed."""


def command(*arguments):
    """Return what a command prints as JSON."""
    return _printed(tuple(map(str, arguments)))


@lru_cache(maxsize=32)
def _printed(arguments):
    out, problem = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(problem):
        code = run([*arguments, "--json", "--lang", "en"])
    if code:
        raise NotAnswered(problem.getvalue() or out.getvalue())
    return json.loads(out.getvalue())


def asked(files, *options, kpi, mapped=(), variant=None, grain="all", by=None):
    """Return (period, segment) to the answer of `compute`. mapped: its `--kind`, `--map` and `--answer` options."""
    wishes = (*mapped, *(("--variant", f"{kpi}={variant}") if variant else ()), *(("--by", by) if by else ()))
    given = command("compute", *files, "--kpi", kpi, "--grain", grain, "--today", TODAY, *wishes, *options)
    return {(row["period"], row["segment"]): row for row in given["results"]}


def worked_out(files, formula, *, mapped=(), grain="all", by=None, window=(None, None)):
    """Return (period, segment) to the answer of a formula nobody put in the catalogue. No group is too small for it."""
    start, end = window
    kpi = replace(
        CATALOGUE["revenue"],
        id="asked",
        tree=parse(formula, measure_trees(MEASURES)),
        variants=(),
        optional=OPTIONAL,
        min_group=None,
    )
    data = _dataset(tuple(map(str, files)), tuple(mapped))
    found = compute([kpi], data, Grain(grain), by=by, today=TODAY, start=start, end=end)
    return {
        (row["period"], row["segment"] if isinstance(row["segment"], str) else None): {
            "value": None if row["value"] != row["value"] else row["value"]
        }
        for row in found.frame.to_dict("records")
    }


@lru_cache(maxsize=4)
def _dataset(files, mapped):
    options = list(zip(mapped[::2], mapped[1::2], strict=True))
    pairs = {name: dict(text.split("=", 1) for key, text in options if key == name) for name, _ in options}
    wishes = Wishes(pairs.get("--answer", {}), pairs.get("--kind", {}), pairs.get("--map", {}))
    tables = map_tables([read_path(path, wishes) for path in files], wishes)
    parts = [(entry.table, entry.mapping) for entry in tables]
    return prepare(join_tables(parts, wishes.answers), sources=[entry.file for entry in tables])


def total(rows, part="value"):
    """Return the one figure of everything."""
    (row,) = [row for (_, segment), row in rows.items() if segment is None]
    return row[part]


def per_period(rows, part="value"):
    """Return period to figure."""
    return {period: row[part] for (period, segment), row in rows.items() if segment is None and row[part] is not None}


def per_segment(rows, part="value"):
    """Return segment to figure."""
    return {segment: row[part] for (_, segment), row in rows.items() if segment is not None and row[part] is not None}


def mapping(kind, /, **roles):
    """Return the options that say what a sheet is about and what its columns mean. kind: "sheet=kind"."""
    return ("--kind", kind, *(part for role, column in roles.items() for part in ("--map", f"{column}={role}")))


def folder():
    """Return an empty folder that lasts as long as the process."""
    place = tempfile.TemporaryDirectory()
    _KEPT.append(place)
    return Path(place.name)


_KEPT = []
