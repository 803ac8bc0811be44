"""The database itself: its tables, its migrations, and what happens when two use it or one is killed."""

import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text

from kpi_core.errors import StoreError
from kpi_core.store import StoredDraft, open_store
from kpi_core.store.schema import METADATA
from kpi_core.texts import LANGS, say

ROOT = Path(__file__).parents[2]


def test_the_migrations_make_the_tables_of_the_schema(store):
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})

        assert compare_metadata(context, METADATA) == []


def test_sqlite_keeps_a_journal_beside_it_and_checks_its_references(store):
    with store.engine.connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }

    assert found == {"journal_mode": "wal", "synchronous": 1, "foreign_keys": 1, "busy_timeout": 15_000}


def test_a_database_of_a_newer_version_is_left_alone(store, open_again):
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'from_the_future'"))
    store.close()

    with pytest.raises(StoreError, match="newer_database"):
        open_again()


@pytest.mark.parametrize(
    ("url", "code"),
    [
        pytest.param("nonsense", "bad_database_url", id="not an address"),
        pytest.param("martian://host/db", "bad_database_url", id="an unknown database"),
        pytest.param("postgresql://127.0.0.1:1/none?connect_timeout=2", "database_unreachable", id="nobody there"),
    ],
)
def test_a_database_that_cannot_be_opened_is_told_in_a_sentence(tmp_path, url, code):
    with pytest.raises(StoreError) as caught:
        open_store(url, tmp_path)

    assert caught.value.code == code
    for lang in LANGS:
        assert "127.0.0.1" not in say(f"error.{code}", lang)


def test_a_folder_that_cannot_be_made_is_told_in_a_sentence(tmp_path):
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(StoreError, match="folder_not_writable"):
        open_store(folder=tmp_path / "file" / "data")


def test_many_open_the_same_new_database_at_once(tmp_path):
    code = f"from kpi_core.store import open_store; open_store(folder=__import__('pathlib').Path({str(tmp_path)!r}))"
    started = [subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stderr=subprocess.PIPE) for _ in range(4)]

    assert [process.communicate()[1] for process in started] == [b""] * 4
    assert [process.returncode for process in started] == [0] * 4


def test_two_stores_write_in_turns_and_see_each_other(open_again):
    one, two = open_again(), open_again()
    workspace = one.create_workspace("Fietshuis", "nl").id
    for turn in range(6):
        with (one, two)[turn % 2].writing(workspace) as space:
            space.settings.put(f"key{turn}", turn)

    for store in (one, two):
        with store.reading(workspace) as space:
            assert space.settings.all() == {f"key{turn}": turn for turn in range(6)}


def test_two_tabs_that_change_one_draft_lose_nothing(open_again):
    stores = [open_again(), open_again()]
    workspace = stores[0].create_workspace("Fietshuis", "nl").id
    with stores[0].writing(workspace) as space:
        space.drafts.put(StoredDraft())
    start = threading.Barrier(8)

    def answer(number):
        start.wait()
        with stores[number % 2].writing(workspace) as space:
            was = space.drafts.get()
            space.drafts.put(replace(was, answers={**was.answers, f"q{number}": "comma"}))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(answer, range(8)))

    with stores[1].reading(workspace) as space:
        assert sorted(space.drafts.get().answers) == [f"q{number}" for number in range(8)]


def test_a_reader_sees_one_moment_while_another_writes(open_again):
    reader, writer = open_again(), open_again()
    workspace = reader.create_workspace("Fietshuis", "nl").id

    with reader.reading(workspace) as before:
        assert before.settings.all() == {}
        with writer.writing(workspace) as space:
            space.settings.put("key", 1)
        assert before.settings.all() == {}
    with reader.reading(workspace) as after:
        assert after.settings.all() == {"key": 1}


KILLED = """
import sys, pathlib
from kpi_core.store import open_store
store = open_store(folder=pathlib.Path(sys.argv[1]))
workspace = store.create_workspace("Fietshuis", "nl").id
with store.writing(workspace) as space:
    space.settings.put("kept", 1)
with store.writing(workspace) as space:
    space.settings.put("kept", 2)
    space.versions.add("half", [])
    print(workspace, flush=True)
    sys.stdin.read()
"""


def test_a_server_killed_while_writing_leaves_what_was_confirmed(tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(tmp_path)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    workspace = process.stdout.readline().decode().strip()
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()

    store = open_store(folder=tmp_path)
    try:
        with store.writing(workspace) as space:
            assert space.settings.all() == {"kept": 1}
            assert space.versions.all() == ()
            space.settings.put("kept", 3)
    finally:
        store.close()
