"""Every page, in both languages: no barrier that axe-core finds, no word of the other language, nothing beside a phone."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from kpi_core import work
from kpi_core.store import open_store
from tests.company import STEPS, at_step, closed_round, company
from tests.leftovers import leftovers

pytestmark = pytest.mark.browser
MAIN = Path(__file__).parents[2] / "pages" / "main.py"
PAGES = tuple(path for path in re.findall(r'url_path="([a-z-]+)"', MAIN.read_text("utf-8")) if path != "overview")
"""The overview is at the address without a path."""
SIDEWAYS = "() => { const m = document.querySelector('[data-testid=stMain]'); return m.scrollWidth - m.clientWidth }"
WIDGETS = re.compile(
    r"Browse files|Drag and drop|Limit \d+|Choose (?:an )?option|Page not found|Press Enter|No results"
)
"""What the widgets say of themselves in English."""
READ = """() => {
  const seen = document.body.cloneNode(true);
  seen.querySelectorAll("script, style, noscript, [data-testid=stIconMaterial], [translate=no], code, [id^=react-aria]").forEach((part) => part.remove());
  seen.querySelectorAll("*").forEach((part) => part.append(" "));
  return seen.textContent;
}"""
"""All that can be read, what is folded too. Icons are drawn by their names, formulas are typed in one spelling, and what the
calendar of the date field says to a screen reader is the library's own."""
LOOKS = {
    "nl": {"locale": "nl-NL", "color_scheme": "light", "viewport": {"width": 1440, "height": 900}},
    "en": {"locale": "en-GB", "color_scheme": "dark", "viewport": {"width": 390, "height": 844}},
}
"""Each language has one look, so that both languages, both modes and both widths are seen in two rounds."""


@pytest.fixture(scope="module")
def store(running):
    opened = open_store(folder=running.folder, who="Sanne")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def spaak(store):
    return company(store)


@pytest.fixture(scope="module")
def bare(store):
    """A workspace without data."""
    return work.create(store, "Leeg", "nl").id


class Look:
    """A browser in one language, and all that it finds wrong, by address."""

    def __init__(self, visitor, lang):
        self.visitor, self.lang, self.found = visitor, lang, {}

    def at(self, address, name):
        self.visitor.go(f"{address}&lang={self.lang}").page.locator("h1").first.wait_for()
        self.visitor.settled().page.wait_for_function("window.kompasRoles")
        violations = Axe().run(self.visitor.page).response["violations"]
        wrong = [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in violations]
        wrong += leftovers(self.visitor.page.evaluate(READ), self.lang)
        if self.lang == "nl":
            wrong += WIDGETS.findall(self.visitor.page.locator("body").inner_text())
        wide = self.visitor.page.evaluate(SIDEWAYS)
        headings = self.visitor.page.get_by_role("heading", level=1).count()
        wrong += [f"{wide} px too wide"] if wide else []
        wrong += [f"{headings} headings of the first level"] if headings != 1 else []
        if wrong:
            self.found[name] = wrong


@pytest.fixture
def look(browser, running, browser_context_args, tab, lang):
    context = browser.new_context(**{**browser_context_args, **LOOKS[lang]})
    yield Look(tab(context.new_page(), running), lang)
    context.close()


@pytest.mark.parametrize("lang", LOOKS)
def test_every_page_can_be_reached_by_everyone_and_speaks_one_language(look, store, spaak):
    where = f"w={spaak}&kpi=revenue"
    for page in ("", *PAGES):
        look.at(f"{page}?{where}&by=region&q=omzet", page)
    look.at(f"round?w={spaak}&round={closed_round(store, spaak)}", "minutes")

    assert look.found == {}
    assert look.visitor.trouble == []
    assert look.visitor.outside == []


@pytest.mark.parametrize("lang", LOOKS)
def test_every_step_of_a_workshop_and_every_page_without_data_is_for_everyone_too(look, store, spaak, bare, lang):
    """Each of them in one of the two looks: the words of both languages are the same in number."""
    turn = list(LOOKS).index(lang)
    for step in STEPS[turn::2]:
        at_step(store, spaak, step)
        look.at(f"workshop?w={spaak}", step)
    for page in ("", *PAGES)[turn::2]:
        look.at(f"{page}?w={bare}", f"{page} without data")

    assert look.found == {}
    assert look.visitor.trouble == []
    assert look.visitor.outside == []
