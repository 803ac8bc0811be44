from datetime import UTC, datetime, timedelta

import pytest

from kpi_core.store import open_store


class Clock:
    """A clock that goes one second further at every look."""

    def __init__(self):
        self.moment = datetime(2026, 7, 1, 9, 0, tzinfo=UTC)

    def __call__(self):
        self.moment += timedelta(seconds=1)
        return self.moment


@pytest.fixture
def open_again(tmp_path):
    """Open the store on the same folder, as a second tab, a second process or a restarted server would."""
    opened = []

    def again(**more):
        opened.append(open_store(folder=tmp_path / "data", **{"now": Clock(), **more}))
        return opened[-1]

    yield again
    for store in opened:
        store.close()


@pytest.fixture
def store(open_again):
    return open_again()


@pytest.fixture
def spaak(store):
    return store.create_workspace("Fietshuis De Spaak", "nl").id
