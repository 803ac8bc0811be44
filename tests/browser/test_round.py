"""The month round as a group holds it: from who delivered to the minutes, and how many clicks that takes."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from kpi_core import work
from kpi_core.model import Target
from kpi_core.store import open_store

pytestmark = pytest.mark.browser
MOST_CLICKS = 40
"""What five KPIs may take, from opening the page to the minutes."""
STEERED = (1, 3)
"""Which of the five get an action; of the others it is decided to go on."""
ASKED = {
    "revenue": (800_000.0, "Sanne"),
    "customer_retention_rate": (0.36, "Joost"),
    "cost_per_acquisition": (20.0, "Mira"),
    "new_customers": (400.0, "Sanne"),
    "gross_margin": (0.30, "Joost"),
}


@pytest.fixture
def _spaak(server, sample_bytes):
    """The sample company with five KPIs and a target on each."""
    store = open_store(None, server.folder)
    made = work.create(store, "Fietshuis De Spaak", "nl").id
    work.read_upload(store, made, "Fietshuis De Spaak.xlsx", sample_bytes)
    work.confirm(store, made)
    for kpi, (value, owner) in ASKED.items():
        work.choose(store, made, kpi)
        work.set_target(store, made, Target(kpi, date(2026, 12, 31), date(2026, 1, 1), value, owner=owner))
    store.close()


class Clicks:
    """Clicks on a page, counted."""

    def __init__(self, visitor):
        self.visitor, self.count = visitor, 0

    def on(self, locator):
        self.count += 1
        locator.click()
        self.visitor.settled()
        return self


@pytest.mark.usefixtures("_spaak")
def test_five_kpis_in_a_month_round_with_minutes_that_hold_every_decision(visitor, record_property):
    visitor.go("round")
    page, clicks = visitor.page, Clicks(visitor)
    expect(page.get_by_role("heading", level=1)).to_have_text(
        re.compile("terug te kijken op juni 2026"), timeout=15_000
    )
    expect(page.get_by_text("Iedereen leverde juni 2026 aan")).to_be_visible()
    clicks.on(page.get_by_role("button", name="Begin de ronde"))

    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("^Eerst wat goed ging"), timeout=15_000)
    expect(page.get_by_text(re.compile("nog 1[45] minuten"))).to_be_visible()
    clicks.on(page.locator(".st-key-next button"))
    for place in range(5):
        expect(page.get_by_text(re.compile(f"KPI {place + 1} van 5"))).to_be_visible(timeout=15_000)
        steer = place in STEERED
        choice = "Bijsturen met een actie" if steer else "Zo doorgaan"
        clicks.on(page.get_by_test_id("stRadio").locator("label").filter(has_text=choice))
        if steer:
            clicks.on(page.locator("[class*=st-key-round_][class*=suggestion_0] button").first)
        expect(page.get_by_role("button", name="Ongedaan maken")).to_be_visible(timeout=15_000)
        if place == 1:
            before = visitor.title
            page.reload()
            visitor.settled()
            assert visitor.title == before
            expect(page.get_by_role("radio", name="Bijsturen met een actie")).to_be_checked()
        last = page.get_by_role("button", name="Sluit de ronde af")
        clicks.on(last if place == 4 else page.locator(".st-key-next button"))

    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Juni 2026 is afgesloten met 5 besluiten en 2 acties.", timeout=30_000
    )
    words = page.locator(".stMain").inner_text()
    assert words.count("Besluit: Zo doorgaan") == 3
    assert words.count("Besluit: Bijsturen met een actie") == 2
    assert words.count("Actie:") == 2
    assert clicks.count <= MOST_CLICKS, f"{clicks.count} clicks"
    record_property("told", f"month round, five KPIs: {clicks.count} clicks")
    assert visitor.trouble == []
    assert visitor.outside == []
