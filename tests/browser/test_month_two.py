"""Month two: the same export is dropped again, what became different is told, and the round leads to it; three clicks in all."""

from calendar import monthrange
from datetime import date

import pytest
from playwright.sync_api import expect

from kpi_core import work
from kpi_core.model import Target
from kpi_core.numbers import show_period
from kpi_core.periods import parse_period
from kpi_core.store import open_store
from kpi_core.texts import LANGS, say
from kpi_core.work.closing import close_round
from kpi_core.work.rounds import begin_round

pytestmark = pytest.mark.browser
MOST_CLICKS = 3
MAY = parse_period("2026-05")
SIDEWAYS = "() => { const m = document.querySelector('[data-testid=stMain]'); return m.scrollWidth - m.clientWidth }"


def till(until, *, without=()):
    """Return the export of a till up to a month of 2026; without: receipts that are in it no more."""
    lines = ["Datum;Bonnummer;Klant;Bedrag excl. btw;Filiaal"]
    for year, month in [(2025, month) for month in range(1, 13)] + [(2026, month) for month in range(1, until + 1)]:
        for day in range(1, monthrange(year, month)[1] + 1):
            number = f"{year}{month:02d}{day:02d}"
            if number not in without:
                place = ("Noord", "Zuid")[day % 2]
                lines.append(f"{day:02d}-{month:02d}-{year};{number};K{day % 7};{100 + day * month},50;{place}")
    return "\n".join(lines).encode()


@pytest.fixture
def shop(running):
    """A shop in its second month: May is read and closed, revenue has a target."""
    store = open_store(folder=running.folder, who="Sanne")
    space = work.create(store, "De winkel", "nl").id
    work.read_upload(store, space, "kassa.csv", till(5))
    work.confirm(store, space)
    work.choose(store, space, "revenue")
    target = Target("revenue", date(2026, 12, 31), date(2026, 1, 1), 100_000.0, owner="Sanne")
    work.set_target(store, space, target)
    begun = begin_round(store, space, MAY, ["Sanne"], date(2026, 6, 3), kpis=["revenue"])
    close_round(store, space, begun.id, date(2026, 6, 3))
    yield space
    store.close()


@pytest.mark.parametrize("lang", LANGS)
def test_the_same_export_again_takes_three_clicks_and_tells_what_became_different(regular, shop, lang):
    page, clicks = regular.page, 0
    page.set_viewport_size({"width": 390, "height": 844})
    regular.go(f"data?w={shop}&lang={lang}")
    page.locator("[data-testid=stFileUploaderDropzoneInput]").set_input_files(
        {"name": "kassa.csv", "mimeType": "text/csv", "buffer": till(6, without={"20260520", "20260521"})}
    )
    clicks += 2  # opening the window to choose a file, and choosing it
    page.locator(".st-key-confirm button").wait_for()
    regular.settled()
    told = page.locator("[class*=st-key-panel_changes_]").inner_text().replace("\u00a0", " ")
    may = show_period(MAY, lang)

    assert may.lower() in told.lower()
    assert page.evaluate(SIDEWAYS) == 0
    page.locator(".st-key-confirm button").click()
    clicks += 1
    page.wait_for_url(lambda address: "/columns" not in address)
    regular.settled()
    assert clicks <= MOST_CLICKS
    assert page.locator("[class*=st-key-card_]").count() == 1

    regular.go(f"round?w={shop}&lang={lang}")
    restated = page.locator(".st-key-restated")
    expect(restated).to_contain_text(may)
    assert page.evaluate(SIDEWAYS) == 0
    page.get_by_role("button", name=say("page.round.begin", lang)).click()
    regular.settled()
    expect(page.locator(".st-key-list_round")).to_be_visible()
    assert regular.trouble == []
