"""Notes on explore, and the search over everything people wrote."""

import pytest

from tests.pages.test_actions import HOSTILE, acting

__all__ = ["acting"]


def note(app, text):
    app.at.text_area(key="note_new_revenue").set_value(text)
    return app.press("note_add")


def test_a_note_is_written_changed_removed_and_brought_back(sample):
    app = note(sample().see("explore", kpi="revenue"), "Beurs in Utrecht")
    assert "De notitie is bewaard" in app.words
    assert "Beurs in Utrecht" in app.words

    (key,) = [button.key for button in app.at.button if str(button.key).startswith("note_remove_")]
    app.press(key.replace("remove", "change"))
    app.at.text_area(key=key.replace("remove", "text")).set_value("Beurs in Breda")
    app.press(key.replace("remove", "keep"))
    assert "Beurs in Breda" in app.words

    app.press(key)
    assert "Beurs in Breda" not in app.words
    app.press("note_undo")
    assert "Beurs in Breda" in app.words


def test_an_empty_note_is_refused(sample):
    assert "Schrijf eerst iets op" in note(sample().see("explore", kpi="revenue"), "  ").words


@pytest.mark.parametrize(
    ("lang", "title"), [("nl", "1 treffer voor ‘vluchtheuvel’"), ("en", "1 hit for ‘vluchtheuvel’")]
)
def test_the_field_in_the_sidebar_finds_what_was_written(sample, acting, lang, title):
    acting(text="Praat over de vluchtheuvel")

    app = sample(lang).see("actions").type("find_pick", "vluchtheuvel")

    assert app.title.replace("\\", "") == title
    assert [button.label for button in app.at.button if button.key == "hit_action_0"] == ["Praat over de vluchtheuvel"]


def test_what_was_found_leads_to_where_it_stands(sample, acting):
    acting(text="Praat over de vluchtheuvel")
    acting(text="Iets anders", kpi="customer_retention_rate")

    app = sample().see("find", q="vluchtheuvel").press("hit_action_0")

    assert "**Praat over de vluchtheuvel**" in app.words
    assert "**Iets anders**" not in app.words


def test_nothing_found_says_what_to_do(sample):
    app = sample().see("find", q="zzqx")

    assert app.title == "Niets gevonden voor ‘zzqx’"
    assert "Probeer minder letters" in app.words


def test_hostile_text_finds_and_shows_itself_alone(sample, acting):
    acting(text=HOSTILE)
    app = note(sample().see("explore", kpi="revenue"), HOSTILE)
    for page in (app, sample().see("find", q="alert"), sample().see("find", q=HOSTILE[:90])):
        labels = " ".join(str(button.label) for button in page.at.button)
        assert "<img" not in (page.words + labels).replace("\\<", "")
        assert "](javascript" not in page.words + labels
