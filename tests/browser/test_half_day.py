"""A consultant's half day with a group, on one large screen: from goals to a hand-over that holds what was agreed."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from kpi_core import work
from kpi_core.store import open_store
from kpi_core.texts import LANGS, say
from kpi_core.work.workshop import parked, workshop

pytestmark = pytest.mark.browser
PEOPLE = ("Anna", "Bo")
CANDIDATES = ("revenue", "new_customers", "average_order_value", "active_customers")
SMALL = """() => [...document.querySelectorAll('.stMain :is(p, h1, h2, h3, label, button, caption)')]
  .filter((part) => part.offsetParent && part.innerText.trim() && parseFloat(getComputedStyle(part).fontSize) < 18)
  .map((part) => part.innerText.slice(0, 40))"""


class Room:
    """The workshop page in one language, driven by what stands on its buttons."""

    def __init__(self, visitor, lang):
        self.visitor, self.page, self.lang = visitor, visitor.page, lang

    def press(self, key, **fields):
        self.visitor.press(say(key, self.lang, **fields))

    def pick(self, key):
        self.page.locator(f"[class*=st-key-{key}] label, [class*=st-key-{key}] button").first.click()
        self.visitor.settled()

    def names(self, label, *names):
        field = self.page.get_by_label(say(label, self.lang)).first
        for name in names:
            field.click()
            field.press_sequentially(name)
            self.page.keyboard.press("Enter")
            self.visitor.settled()
        self.page.keyboard.press("Escape")
        self.visitor.settled()


@pytest.mark.parametrize("lang", LANGS)
def test_a_group_goes_from_goals_to_a_hand_over_and_nothing_is_lost_on_the_way(regular, running, lang):
    store = open_store(folder=running.folder)
    space = work.create_sample(store, lang).id
    visitor = regular
    visitor.go(f"workshop?w={space}&lang={lang}")
    room = Room(visitor, lang)
    room.names("page.workshop.people", *PEOPLE)
    room.press("page.workshop.begin")

    room.pick("goal_pick_growth")
    room.press("page.workshop.next.goals")
    for kpi in CANDIDATES:
        room.pick(f"workshop_candidate_{kpi}")
    room.press("page.workshop.next.candidates")
    for place, _ in enumerate(PEOPLE):
        dots = room.page.locator("[class*=st-key-workshop_dots] button")
        expect(room.page.get_by_text(say("page.workshop.scores.given", lang, count=place, all=2))).to_be_visible()
        for dot in (0, 1 + place):
            dots.nth(dot).click()
            visitor.settled()
        room.pick("give_dots")
    room.press("page.workshop.next.scores")
    assert workshop(store, space).chosen == CANDIDATES
    visitor.page.reload()
    visitor.settled()
    assert visitor.page.evaluate(SMALL) == []

    room.press("page.parking")
    visitor.fill(say("page.parking.what", lang), "Wie betaalt de monteur?")
    assert [note.text for note in parked(store, space)] == ["Wie betaalt de monteur?"]
    room.page.keyboard.press("Escape")
    room.press("page.workshop.next.chosen")

    room.pick("offer_0")
    room.pick("right_")
    target = work.target_of(store, space, "revenue")
    assert target.value > 0
    while workshop(store, space).step == "targets":
        room.page.locator("h1").click()
        room.page.keyboard.press("ArrowRight")
        visitor.settled()
    expect(room.page.get_by_role("heading", level=1)).to_contain_text("2026")
    for person, fingers in zip(PEOPLE, (4, 2), strict=True):
        group = room.page.get_by_role("radiogroup", name=person).or_(room.page.get_by_role("group", name=person)).first
        group.get_by_text(str(fingers), exact=True).first.click()
        visitor.settled()
    assert [(vote.person, vote.fingers) for vote in work.agreement_of(store, space, target).votes] == [
        ("Anna", 4),
        ("Bo", 2),
    ]
    while workshop(store, space).step != "handover":
        room.press(f"page.workshop.next.{workshop(store, space).step}")
    expect(room.page.get_by_text("Wie betaalt de monteur?", exact=True)).to_be_visible()

    room.press("page.undo")
    assert workshop(store, space).step == "actions"
    assert workshop(store, space).since <= datetime.now(UTC)
    store.close()
    assert visitor.trouble == []
    assert visitor.outside == []
