"""What is looked at stands in the address: someone else who opens it sees the same, and a reload stays where it was."""

import re

import pytest

from kpi_core.store import open_store
from tests.company import company

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def spaak(running):
    store = open_store(folder=running.folder, who="Sanne")
    made = company(store)
    store.close()
    return made


@pytest.fixture
def another(browser, running, browser_context_args, tab):
    """Somebody else, with a browser of their own."""
    context = browser.new_context(**browser_context_args)
    yield tab(context.new_page(), running)
    context.close()


def picked(visitor, label, option):
    """Choose from a list that opens."""
    visitor.page.locator(".stMain").get_by_role("combobox", name=re.compile(label)).first.click()
    visitor.page.get_by_role("option", name=option, exact=True).first.click()
    visitor.settled()


def clicked(visitor, name):
    visitor.page.locator(".stMain [data-testid=stButtonGroup]").get_by_text(name, exact=True).first.click()
    visitor.settled()


def in_explore(visitor):
    clicked(visitor, "Regio")
    clicked(visitor, "Kwartaal")


def in_catalogue(visitor):
    visitor.fill("Zoek op naam of vraag, bijvoorbeeld 'komen klanten terug'", "klant")
    visitor.page.locator(".stMain [data-testid=stCheckbox] label").first.click()
    visitor.settled()


def in_find(visitor):
    visitor.page.locator(".stMain").get_by_label(re.compile("Zoek")).fill("monteur")
    visitor.page.keyboard.press("Enter")
    visitor.settled()


def in_round(visitor):
    visitor.page.locator(".st-key-list_round button").nth(3).click()
    visitor.settled()


CHANGES = {
    "explore": in_explore,
    "targets": lambda visitor: clicked(visitor, re.compile("Aantal nieuwe klanten")),
    "actions": lambda visitor: picked(visitor, "Wie", "Bo"),
    "catalogue": in_catalogue,
    "find": in_find,
    "round": in_round,
}
SHOWN = """() => {
  const seen = document.querySelector(".stMain").cloneNode(true);
  seen.querySelectorAll("style, script, svg, .stVegaLiteChart, [data-testid=InputInstructions]").forEach((part) => part.remove());
  return seen.textContent.replace(/nog \\d+ minu\\w+/, "");
}"""
"""The words of a page: what is drawn comes later, and the time that is left goes on."""


def words(visitor, wanted=None):
    """Return the words of a page, once they are those wanted or do not become so."""
    for _ in range(40):
        visitor.settled()
        if wanted is None or (found := visitor.page.evaluate(SHOWN)) == wanted:
            break
    return visitor.page.evaluate(SHOWN) if wanted is None else found


@pytest.mark.parametrize("place", CHANGES)
def test_an_address_that_is_passed_on_shows_the_same(regular, another, spaak, place):
    regular.go(f"{place}?w={spaak}").page.locator("h1").wait_for()
    regular.page.wait_for_timeout(500)
    before = words(regular)
    CHANGES[place](regular)
    regular.page.wait_for_timeout(1000)
    mine = words(regular)
    another.page.goto(regular.page.url)
    another.page.locator("h1").wait_for()

    assert mine != before
    assert words(another, mine) == mine


def test_a_button_to_another_page_takes_the_address_along(regular, spaak):
    regular.go(f"?w={spaak}").page.locator("[class*=st-key-explore_] button:visible").nth(1).click()
    regular.page.wait_for_url("**/explore?*")
    there = regular.settled().title
    regular.page.reload()
    regular.page.locator("h1").wait_for()

    assert regular.settled().title == there
