from datetime import UTC, datetime

import pytest

from kpi_core import work
from kpi_core.store import open_store

HEADER = "Orderdatum;Ordernummer;Klantnummer;Bedrag excl. btw;Regio"


def orders(*lines):
    """Return a text file of order lines: (day, order, customer, amount as typed, region)."""
    return "\n".join([HEADER, *(";".join(line) for line in lines)]).encode()


MAY = orders(
    ("14-05-2026", "A1", "K1", "1.100,50", "Zuid"),
    ("15-05-2026", "A2", "K2", "200,25", "Noord"),
    ("31-05-2026", "A3", "K1", "99,25", "Zuid"),
)
JUNE = orders(
    ("13-06-2026", "B1", "K1", "300,00", "Zuid"),
    ("29-06-2026", "B2", "K3", "450,75", "Noord"),
)
MAY_AND_JUNE = MAY + b"\n" + b"\n".join(JUNE.split(b"\n")[1:])


@pytest.fixture
def store(tmp_path):
    opened = open_store(folder=tmp_path / "data", now=lambda: datetime(2026, 7, 1, 9, 0, tzinfo=UTC))
    yield opened
    opened.close()


@pytest.fixture
def spaak(store):
    return work.create(store, "Fietshuis De Spaak", "nl").id


@pytest.fixture
def take(store, spaak):
    """Read a file into a workspace and confirm it."""

    def taken(name, data, workspace=None):
        work.read_upload(store, workspace or spaak, name, data)
        return work.confirm(store, workspace or spaak)

    return taken
