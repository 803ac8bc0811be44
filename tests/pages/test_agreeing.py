"""The A of a target on its page: one press for an owner alone; votes, doubts and answers for a group; changes with their why."""

import pytest

from kpi_core import work
from kpi_core.targets.agreement import is_carried
from pages.parts import state


def here():
    (only,) = state.store().workspaces()
    return state.store(), only.id


def target():
    return work.target_of(*here(), "revenue")


def agreement():
    return work.agreement_of(*here(), target())


def primary(app):
    return app.at.button(key="targets_next").label


def vote(app, name, fingers):
    app.at.button_group(key=f"vote_revenue_{name}").set_value(fingers).run()
    assert not app.at.exception, app.at.exception[0].message


@pytest.mark.parametrize(
    ("lang", "later", "overview", "said"),
    [
        ("nl", "Voorlopig vastleggen", "Naar het overzicht", "De eigenaar zei ja op 5 juli 2026."),
        ("en", "Settle for now", "To the overview", "The owner said yes on 5 July 2026."),
    ],
)
def test_an_owner_alone_says_yes_with_one_press_and_takes_it_back_with_another(sample, lang, later, overview, said):
    app = sample(lang).see("targets", kpi="revenue")
    assert primary(app) == later

    app.press("yes_revenue")
    assert is_carried(agreement(), target())
    assert said in app.words
    assert primary(app) == overview

    app.press("unagree_revenue")
    assert agreement().accepted_on is None
    assert primary(app) == later


def test_a_vote_under_three_keeps_the_target_open_until_it_is_answered(sample):
    app = sample("nl").see("targets", kpi="revenue")
    work.ask(*here(), target(), ["*Piet*", "Sanne"])
    app.see("targets")
    vote(app, "Sanne", 5)
    assert "Nog één stem te gaan." in app.words
    vote(app, "*Piet*", 2)
    assert "Eén stem op 2: bespreek die twijfel eerst." in app.words
    app.type("doubt_revenue_*Piet*", "te **druk**")
    app.press("yes_revenue")
    assert not is_carried(agreement(), target())
    assert primary(app) == "Voorlopig vastleggen"
    assert r"“te \*\*druk\*\*”" in app.words

    (answer,) = [one for one in app.at.text_input if one.label == "Wat spreken jullie daarover af?"]
    answer.set_value("in maart een monteur erbij").run()

    assert is_carried(agreement(), target())
    assert primary(app) == "Naar het overzicht"
    assert [one.answer for one in agreement().votes if one.person == "*Piet*"] == ["in maart een monteur erbij"]


def test_the_votes_stand_in_a_table_beside_the_picture(sample):
    app = sample("nl").see("targets", kpi="revenue")
    work.vote(*here(), target(), "Sanne", 4, on=state.today())
    app.see("targets")
    app.at.button_group(key="agree_form_revenue").set_value("table").run()
    table = next(one.value for one in app.at.dataframe if "Vingers" in one.value)
    assert list(table["Stemmen"]) == ["0", "0", "0", "0", "1", "0"]


def test_a_change_asks_why_and_the_answer_explains_that_change(sample):
    app = sample("nl").see("targets", kpi="revenue")
    assert not [one for one in app.at.text_input if one.key == "why_revenue"]
    work.accept(*here(), target(), "Sanne", state.today())
    app.see("targets")

    app.type("value_revenue_nl", "€ 750.000,-")
    assert "Het ja van de eigenaar ging over €\u00a0800.000. Vraag het opnieuw." in app.words
    app.type("why_revenue", "de *monteur* komt later")

    now, before = work.target_states(*here(), target(), "nl")
    assert (now.target.value, now.why, before.target.value) == (750_000, "de *monteur* komt later", 800_000)
    assert len(work.target_history(*here(), "revenue")) == 3
    assert r"“de \*monteur\* komt later”" in app.words

    app.press(f"back_{before.version}")
    assert target().value == 800_000
    assert is_carried(agreement(), target())
    assert app.at.text_input(key="value_revenue_nl").value == "€\u00a0800.000"


def test_a_page_that_still_shows_another_ask_is_told_so(sample):
    app = sample("nl").see("targets", kpi="revenue")
    old = target()
    work.set_target(*here(), type(old)(**{**vars(old), "value": 700_000.0}))
    app.press("yes_revenue")
    assert agreement().accepted_on is None
    assert "Het doel is intussen veranderd" in app.words
