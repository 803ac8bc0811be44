"""The app as a test drives it: a folder of its own, a page by its address, a language."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from kpi_core import work
from kpi_core.model import Target
from kpi_core.store import open_store

MAIN = Path(__file__).parents[2] / "pages" / "main.py"
TODAY = date(2026, 7, 5)
ADDRESSES = {
    "dashboard": "",
    "explore": "explore",
    "round": "round",
    "find": "find",
    "actions": "actions",
    "start": "data",
    "columns": "columns",
    "catalogue": "catalogue",
    "tree": "kpi-tree",
    "review-kpis": "review-kpis",
    "own": "own-kpi",
    "passport": "passport",
    "targets": "targets",
    "clients": "clients",
    "report": "report",
    "settings": "settings",
}
REVENUE = Target(kpi="revenue", start=date(2026, 1, 1), until=date(2026, 12, 31), value=800_000, owner="Sanne")


class App:
    """A session in the app: `see` goes to a page, `at` is Streamlit's own test handle."""

    def __init__(self, lang="nl"):
        self.at = AppTest.from_file(str(MAIN), default_timeout=90)
        self.at.query_params["lang"] = lang
        self.at.run()

    def see(self, page, **address):
        for name, value in address.items():
            self.at.query_params[name] = value
        self.at._page_hash = calc_hash(ADDRESSES[page])
        self.at.run()
        assert not self.at.exception, self.at.exception[0].message
        return self

    def press(self, name):
        """Press a button by its key or by its label."""
        found = [entry for entry in self.at.button if name in (entry.key, entry.label)]
        assert found, f"no button {name}: {[entry.key or entry.label for entry in self.at.button]}"
        found[0].click().run()
        assert not self.at.exception, self.at.exception[0].message
        return self

    def type(self, key, text):
        self.at.text_input(key=key).set_value(text).run()
        assert not self.at.exception, self.at.exception[0].message
        return self

    @property
    def title(self):
        (only,) = self.at.title
        return only.value

    @property
    def words(self):
        """Every text on the page, as Markdown."""
        return "\n".join(
            str(entry.value) for kind in (self.at.markdown, self.at.caption, self.at.title) for entry in kind
        )


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory, sample_bytes):
    """A data folder with the sample company, three KPIs and a target on revenue."""
    folder = tmp_path_factory.mktemp("sample")
    store = open_store(None, folder)
    made = work.create(store, "Fietshuis De Spaak", "nl")
    work.read_upload(store, made.id, "Fietshuis De Spaak.xlsx", sample_bytes)
    work.confirm(store, made.id)
    for kpi in ("revenue", "customer_retention_rate", "cost_per_acquisition"):
        work.choose(store, made.id, kpi)
    work.choose(store, made.id, "average_order_value", "sales")
    work.set_target(store, made.id, replace(REVENUE))
    store.close()
    return folder


@pytest.fixture
def empty(tmp_path, monkeypatch):
    """The app on a data folder without anything in it: call it with a language."""
    monkeypatch.setenv("KPI_KOMPAS_DATA", str(tmp_path))
    monkeypatch.delenv("KPI_KOMPAS_DATABASE_URL", raising=False)
    monkeypatch.setenv("KPI_KOMPAS_TODAY", TODAY.isoformat())
    yield App
    from pages.parts import state

    state.store().close()
    state._opened.clear()
    state._read.clear()


@pytest.fixture
def sample(empty, tmp_path, sample_folder):
    """The app on a data folder with the sample company in it: call it with a language."""
    shutil.copytree(sample_folder, tmp_path, dirs_exist_ok=True)
    return empty
