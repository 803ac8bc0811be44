"""The whole way in a real browser: from the first visit to a verdict, and what stays after that."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
ADDRESSES = ("", "explore", "columns", "round")
STEMS = ("start", "parts")
TILL = "Datum;Bonnummer;Klant;Bedrag excl. btw;Filiaal\n" + "".join(
    f"{day:02d}-{month:02d}-{year};{year}{month:02d}{day:02d};K{day % 7};{100 + day * month},50;{('Noord', 'Zuid')[day % 2]}\n"
    for year in (2025, 2026)
    for month in range(1, 13 if year == 2025 else 7)
    for day in range(1, 29)
)


def with_sample(visitor):
    visitor.go("data").press("Probeer het voorbeeldbedrijf")
    return towards(visitor, "growth")


def towards(visitor, goal):
    """Answer where to go; what can be measured follows."""
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Waar wil je naartoe?")
    while visitor.page.get_by_role("button", name="Gekozen").count():
        visitor.press("Gekozen")
    visitor.page.locator(f".st-key-goal_{goal} button").first.click()
    visitor.settled().press("Verder met 1 doel")
    own = visitor.page.locator(".st-key-own_choice button")
    if own.count():
        own.click()
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text(re.compile("Kies drie tot vijf"))
    return visitor.settled()


def choose(visitor, kpi):
    visitor.page.locator(f".st-key-choose_{kpi} button").first.click()
    return visitor.settled()


def test_from_an_upload_to_a_status_that_outlives_the_server(visitor, server, tmp_path):
    (tmp_path / "kassa.csv").write_text(TILL, "utf-8")
    visitor.go()
    visitor.page.locator("[data-testid=stFileUploaderDropzoneInput]").set_input_files(tmp_path / "kassa.csv")
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text(re.compile("504 regels gelezen"))
    visitor.press("Klopt, ga verder")
    choose(towards(visitor, "growth"), "revenue").press("Verder met 1 KPI")
    visitor.fill("Wat wil je bereiken?", "€ 200.000,-").fill("Eigenaar", "Sanne").press("Voorlopig vastleggen")
    expect(visitor.page.get_by_text("Uit koers").first).to_be_visible()
    verdict = visitor.title
    assert "achter op de route" in verdict

    visitor.page.reload()
    assert verdict == visitor.settled().title

    assert visitor.trouble == []
    server.stop()
    server.start()
    assert verdict == visitor.go().title
    assert visitor.outside == []


@pytest.mark.parametrize("address", [*ADDRESSES, *STEMS])
def test_a_cold_server_opened_at_any_address_shows_the_frame(visitor, address):
    visitor.go(address)

    assert visitor.page.get_by_role("heading", level=1).count() == 1
    expect(visitor.page.get_by_test_id("stSidebarNav")).to_be_visible()
    if address in ADDRESSES:
        assert visitor.page.get_by_role("dialog").count() == 0


def opened(visitor, key):
    """Open a drawer of the list."""
    visitor.page.locator(f".st-key-{key} button:visible").first.click()
    visitor.settled()
    return visitor.page.get_by_role("dialog")


def test_a_number_is_asked_once_and_another_definition_is_chosen_with_its_value_in_sight(visitor):
    towards(with_sample(visitor).press("Ander doel"), "loyalty")
    drawer = opened(visitor, "get_customer_lifetime_value")
    margin = drawer.get_by_label(re.compile("percentage van je omzet"))
    margin.fill("350")
    margin.press("Enter")
    expect(drawer.get_by_text("Vul een getal in van 0,1% tot 100%.")).to_be_visible()
    margin.fill("35")
    margin.press("Enter")
    years = drawer.get_by_label(re.compile("Hoeveel jaar blijft een klant"))
    years.fill("3")
    years.press("Enter")
    visitor.settled().press("Bewaar")
    choose(visitor, "customer_lifetime_value")

    towards(visitor.press("Ander doel"), "webshop")
    drawer = opened(visitor, "def_return_rate")
    drawer.get_by_text(re.compile("^In bedrag: .*%")).click()
    visitor.settled().press("Kies met deze definitie")
    drawer = opened(visitor, "def_return_rate")
    expect(drawer.get_by_role("radio", checked=True)).to_have_count(1)
    expect(drawer.get_by_role("radio", name=re.compile("In bedrag"))).to_be_checked()
    assert visitor.trouble == []


def test_a_second_workspace_is_empty_and_the_first_comes_back(visitor):
    choose(with_sample(visitor), "revenue").go()
    assert "cijfers staan er" in visitor.title

    visitor.page.get_by_role("combobox", name=re.compile("Werkruimte")).click()
    visitor.page.get_by_text("Nieuwe werkruimte").click()
    visitor.settled()
    assert "Hier staat straks" in visitor.title

    visitor.page.get_by_role("combobox", name=re.compile("Werkruimte")).click()
    visitor.page.get_by_role("option", name="Fietshuis De Spaak").click()
    visitor.settled()
    assert "cijfers staan er" in visitor.title


def test_a_bar_is_clicked_to_look_at_that_part_and_downloaded(regular):
    visitor = regular
    with_sample(visitor).go("explore?kpi=revenue&by=region")
    visitor.page.locator(".st-key-ranking_light [aria-roledescription=bar]").nth(2).click()
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text(re.compile("Zuid"))

    with visitor.page.expect_download() as asked:
        visitor.page.get_by_role("button", name="CSV").click()
    text = asked.value.path().read_text("utf-8-sig")
    assert ";" in text.splitlines()[0]
    assert "2026-06" in text


def test_an_english_browser_gets_english_and_every_answer_has_its_security_headers(
    browser, server, browser_context_args, tab
):
    context = browser.new_context(**{**browser_context_args, "locale": "en-GB"})
    visitor = tab(context.new_page(), server)
    visitor.go()

    assert "Turn your own Excel" in visitor.title
    assert visitor.page.evaluate("document.documentElement.lang") == "en"
    headers = visitor.page.request.get(server.url).headers
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    context.close()


def test_a_phone_shows_the_receipt_of_a_doubtful_file_and_the_sheet_scrolls_in_its_own_frame(
    browser, server, browser_context_args, tab, tmp_path
):
    (tmp_path / "kassa.csv").write_text("Kassarapport;;;;\n\n" + TILL.replace("Bedrag excl. btw", "Bedrag"), "utf-8")
    context = browser.new_context(**{**browser_context_args, "viewport": {"width": 390, "height": 844}})
    visitor = tab(context.new_page(), server)
    visitor.go("data")
    visitor.page.locator("[data-testid=stFileUploaderDropzoneInput]").set_input_files(tmp_path / "kassa.csv")
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text(re.compile("Eén vraag nog"))
    visitor.settled()

    wide = "() => { const m = document.querySelector('[data-testid=stMain]'); return m.scrollWidth - m.clientWidth }"
    assert visitor.page.evaluate(wide) == 0
    expect(visitor.page.get_by_role("region", name="Rijen van blad kassa")).to_be_visible()

    visitor.press("Dit klopt: Exclusief btw")
    expect(visitor.page.get_by_role("button", name="Klopt, ga verder")).to_be_enabled()
    assert visitor.trouble == []
    context.close()
