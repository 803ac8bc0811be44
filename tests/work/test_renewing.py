"""The yearly look at the KPIs: what the year says, what is proposed, what is decided and undone."""

from datetime import UTC, date, datetime

import pytest

from kpi_core import work
from kpi_core.errors import StoreError
from kpi_core.model import Decision
from kpi_core.store import open_store
from kpi_core.texts import LANGS, say
from kpi_core.work.renewing import count_look, due_on, due_words, renew, review, undo_renewal
from tests.work.test_steered import shop

BEGAN, TODAY = datetime(2025, 6, 1, 9, 0, tzinfo=UTC), date(2026, 7, 5)


@pytest.fixture
def store(tmp_path):
    """A store in which everything happened over a year ago."""
    opened = open_store(folder=tmp_path / "data", now=lambda: BEGAN)
    yield opened
    opened.close()


@pytest.fixture
def followed(store, spaak):
    """Three KPIs, two of them under the goal, followed for a year: one decided about, one looked at, one forgotten."""
    work.set_goals(store, spaak, ["growth"])
    for kpi in ("revenue", "new_customers", "absenteeism_rate"):
        work.choose(store, spaak, kpi)
    with store.writing(spaak) as space:
        for id_, kpi, choice in (
            ("a", "revenue", "steer"),
            ("b", "new_customers", "go_on"),
            ("c", "revenue", "revise"),
        ):
            space.entries("decision").put(id_, Decision(id_, "r", kpi, choice, "Sanne", date(2026, 3, 1)))
        old = Decision("d", "r", "new_customers", "steer", "Sanne", date(2025, 6, 2))
        space.entries("decision").put("d", old)
    for day in (date(2026, 1, 5), date(2026, 1, 5), date(2026, 2, 1), date(2025, 7, 1)):
        count_look(store, spaak, "new_customers", day)
    return spaak


def lines(store, workspace, lang="nl"):
    return {line.kpi: line for line in review(store, workspace, TODAY, lang).lines}


def test_each_kpi_has_a_proposal_from_its_year(store, followed):
    found = lines(store, followed)

    assert {kpi: line.proposal for kpi, line in found.items()} == {
        "revenue": "keep",
        "new_customers": "change",
        "absenteeism_rate": "retire",
    }
    assert found["revenue"].signs[:3] == (
        "Op 0 dagen bekeken.",
        "2 besluiten die iets veranderden.",
        "0 acties begonnen.",
    )
    assert (
        found["new_customers"].signs[0] == "Op 2 dagen bekeken."
    )  # a day counts once, and last July is over a year ago
    assert found["new_customers"].reason == "Je keek er op 2 dagen naar, maar besloot er niets mee."
    assert "Hangt onder geen van je doelen." in found["absenteeism_rate"].signs
    assert "Of het bewoog is nog niet te zeggen." in found["revenue"].signs


@pytest.mark.parametrize("lang", LANGS)
def test_the_outcome_is_the_headline(store, followed, lang):
    text = {"nl": "voorstel: 1 houden, 1 veranderen, 1 loslaten", "en": "proposal: keep 1, change 1, retire 1"}[lang]

    assert text in review(store, followed, TODAY, lang).headline


def test_it_moved_when_a_period_of_the_year_was_beyond_normal_variation(store, followed, take):
    take("orders.csv", shop(1.4))
    assert "Bewoog meer dan normaal." in lines(store, followed)["revenue"].signs


def test_retiring_puts_it_on_the_bench_and_undo_brings_it_back(store, followed):
    kept = {"kpi": "absenteeism_rate", "level": "company", "on": TODAY}
    made = renew(store, followed, **kept, outcome="retire", reason=" Niemand kijkt ")
    (benched,) = [one.kpi for one in work.choices(store, followed) if one.benched]

    assert (made.outcome, made.reason, made.year, benched) == ("retire", "Niemand kijkt", 2026, "absenteeism_rate")
    assert lines(store, followed)["absenteeism_rate"].decided == made

    renew(store, followed, **kept, outcome="keep", reason="Toch nodig")
    assert not any(one.benched for one in work.choices(store, followed))
    assert undo_renewal(store, followed, made.id) == made
    assert [one.kpi for one in work.choices(store, followed) if one.benched] == ["absenteeism_rate"]
    assert undo_renewal(store, followed, made.id) is None
    assert not any(one.benched for one in work.choices(store, followed))
    assert lines(store, followed)["absenteeism_rate"].decided is None


def test_when_its_place_is_taken_undo_changes_nothing_and_says_so(store, followed):
    made = renew(store, followed, kpi="absenteeism_rate", level="company", outcome="retire", reason="Weg", on=TODAY)
    for kpi in ("gross_margin", "return_rate", "otif"):
        work.choose(store, followed, kpi)
    with pytest.raises(StoreError, match="level_full") as caught:
        undo_renewal(store, followed, made.id)

    assert lines(store, followed)["absenteeism_rate"].decided == made
    for lang in LANGS:
        assert say(f"error.{caught.value.code}", lang, **caught.value.fields)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"reason": "  "}, "renewal_reason"),
        ({"outcome": "forget"}, "unknown_outcome"),
        ({"kpi": "gross_margin"}, "not_chosen"),
    ],
)
def test_a_decision_has_a_reason_and_is_about_what_is_followed(store, followed, wrong, code):
    right = {"kpi": "revenue", "level": "company", "outcome": "keep", "reason": "Ja", "on": TODAY}
    with pytest.raises(StoreError, match=code) as caught:
        renew(store, followed, **(right | wrong))

    assert say(f"error.{code}", "nl", **caught.value.fields)


def test_it_is_due_a_year_after_the_first_choice_and_then_a_year_after_the_last_decision(store, followed):
    assert due_on(store, followed) == date(2026, 6, 1)
    assert "1 juni 2026" in due_words(store, followed, TODAY, "nl")
    assert due_words(store, followed, date(2026, 5, 31), "nl") == ""

    renew(store, followed, kpi="revenue", level="company", outcome="keep", reason="Ja", on=TODAY)
    assert due_on(store, followed) == date(2027, 7, 5)
    assert due_words(store, followed, TODAY, "nl") == ""


def test_without_a_kpi_there_is_nothing_to_review(store, spaak):
    assert review(store, spaak, TODAY, "nl") is None
    assert due_on(store, spaak) is None


def test_a_look_moves_no_stamp(store, followed):
    before = work.stamp(store, followed)
    count_look(store, followed, "revenue", TODAY)

    assert work.stamp(store, followed) == before
