"""Every page, in both languages: no barrier that axe-core finds, no word of the other language, nothing beside a phone."""

import re
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from kpi_core import work
from kpi_core.model import Target
from kpi_core.store import open_store
from tests.leftovers import leftovers

pytestmark = pytest.mark.browser
MAIN = Path(__file__).parents[2] / "pages" / "main.py"
PAGES = ("", *re.findall(r'url_path="([a-z-]+)"', MAIN.read_text("utf-8")))
DAY = date(2026, 7, 1)
KPIS = ("revenue", "sales_profit_margin", "cost_per_acquisition", "new_customers", "net_promoter_score")
SIDEWAYS = "() => { const m = document.querySelector('[data-testid=stMain]'); return m.scrollWidth - m.clientWidth }"
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
def company(running):
    """The sample company with five KPIs, targets, people, an agreement, an action and a note."""
    store = open_store(folder=running.folder, who="Sanne")
    space = work.create_sample(store, "nl").id
    for kpi in KPIS:
        work.choose(store, space, kpi)
    target = Target("revenue", date(2026, 12, 31), date(2026, 1, 1), 800_000, owner="Sanne")
    work.set_target(store, space, target)
    work.set_target(store, space, Target("sales_profit_margin", date(2026, 12, 31), date(2026, 1, 1), 0.4, owner="Bo"))
    work.ask(store, space, target, ["Sanne", "Bo"])
    work.vote(store, space, target, "Bo", 2, doubt="Zonder monteur halen we april niet", on=DAY)
    work.add_action(
        store,
        space,
        kpi="revenue",
        text="Bel de klanten in Zuid",
        owner="Bo",
        due=date(2026, 6, 20),
        begun=date(2026, 3, 1),
    )
    store.close()
    return space


@pytest.mark.parametrize("lang", LOOKS)
def test_every_page_can_be_reached_by_everyone_and_speaks_one_language(  # noqa: PLR0917 - fixtures
    browser, running, browser_context_args, tab, company, lang
):
    context = browser.new_context(**{**browser_context_args, **LOOKS[lang]})
    visitor = tab(context.new_page(), running)
    found = {}
    for page in PAGES:
        visitor.go(f"{page}?w={company}&lang={lang}&kpi=revenue&by=region&q=omzet")
        barriers = [
            f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in Axe().run(visitor.page).response["violations"]
        ]
        words = leftovers(visitor.page.evaluate(READ), lang)
        wide = visitor.page.evaluate(SIDEWAYS)
        found[page] = [*barriers, *words, *([f"{wide} px too wide"] if wide else [])]
    context.close()

    assert {page: wrong for page, wrong in found.items() if wrong} == {}
    assert visitor.trouble == []
    assert visitor.outside == []
