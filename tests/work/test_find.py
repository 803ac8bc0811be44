"""Finding what people remember a bit of: a KPI, an action, a decision or a note."""

from datetime import date

import pytest

from kpi_core.model import Decision
from kpi_core.work import add_action, add_note, choose, finish_action
from kpi_core.work.find import find

DAY = date(2026, 7, 1)


@pytest.fixture
def filled(store, spaak):
    choose(store, spaak, "revenue")
    bel = {"kpi": "revenue", "text": "Bel café Zoë", "owner": "Sanne", "due": DAY, "begun": DAY}
    made = add_action(store, spaak, **bel)
    add_action(store, spaak, **bel | {"text": "Mail de rest", "owner": "Zoë", "effect": "meer marge"})
    finish_action(store, spaak, made.id, DAY)
    with store.writing(spaak) as space:
        for one in (
            Decision("d1", "r", "revenue", "revise", "Bo", DAY, cause="Noord viel weg"),
            Decision("d2", "r", "revenue", "steer", "Bo", date(2026, 6, 1), text="Zoë belt Noord"),
        ):
            space.entries("decision").put(one.id, one)
    add_note(store, spaak, "Zoë was op vakantie", on=DAY, kpi="revenue", period="2026-06")
    add_note(store, spaak, "Los", on=DAY)
    return spaak


def titles(store, workspace, text, lang="nl"):
    return [(one.kind, one.title) for one in find(store, workspace, text, lang)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("zoe", ["Bel café Zoë", "Mail de rest", "Zoë belt Noord", "Zoë was op vakantie"]),
        ("CAFE zoë", ["Bel café Zoë"]),
        ("noord", ["Zoë belt Noord", "Ander doel"]),
        ("juni vakantie", ["Zoë was op vakantie"]),
        ("zzqx", []),
        ("%_*", []),
        ("", []),
    ],
)
def test_every_word_must_be_there_whatever_its_accents_and_capitals(store, filled, text, found):
    assert [title for kind, title in titles(store, filled, text) if kind != "kpi"] == found


def test_kpis_come_first_and_those_followed_before_the_others(store, filled):
    hits = find(store, filled, "omzet", "nl")

    assert (hits[0].title, hits[0].page, hits[0].address) == ("Omzet", "explore", {"kpi": "revenue"})
    assert hits[0].context == "Je volgt deze KPI"
    assert [one.kind for one in hits].index("action") == len([one for one in hits if one.kind == "kpi"])
    assert {one.page for one in hits[1:5]} == {"passport"}


def test_a_hit_says_where_it_stands_and_leads_there(store, filled):
    (action, *_), *_ = ([one for one in find(store, filled, "bel café", "nl") if one.kind == "action"],)
    (note,) = [one for one in find(store, filled, "vakantie", "en") if one.kind == "note"]

    assert action.context == "Omzet · Sanne · Klaar op 1 juli 2026"
    assert (action.page, action.address) == ("actions", {"kpi": "revenue"})
    assert note.context == "Revenue · June 2026 · 1 July 2026"


def test_a_very_long_text_is_cut(store, filled):
    assert find(store, filled, "zoe " * 5000, "nl")
