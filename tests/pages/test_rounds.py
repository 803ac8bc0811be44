"""The round as a page: it opens, keeps every field at once, resumes, and ends in minutes."""

import pytest


def here(app):
    """Return the KPI in the address."""
    found = app.at.query_params["kpi"]
    return found if isinstance(found, str) else found[0]


def test_a_round_from_the_opening_to_its_minutes_and_back(sample):
    app = sample().see("round")
    assert app.title == "Alles staat klaar om terug te kijken op juni 2026."
    app.press("begin")
    if "Eerst wat goed ging" in app.title:
        app.press("next")
    kpi = here(app)

    app.at.radio(key=f"round_{kpi}_choice").set_value("steer").run()
    app.at.text_area(key=f"round_{kpi}_action").set_value("Bel **de tien** grootste klanten").run()
    if not app.at.selectbox(key=f"round_{kpi}_doer").value:
        app.at.selectbox(key=f"round_{kpi}_doer").set_value("Sanne").run()
    assert not app.at.exception
    assert "Bewaard" in app.words

    again = sample().see("round")
    assert here(again) != kpi
    again.see("round", kpi=kpi)
    assert again.at.radio(key=f"round_{kpi}_choice").value == "steer"
    assert again.at.text_area(key=f"round_{kpi}_action").value == "Bel **de tien** grootste klanten"

    again.press("pause")
    assert "Ga verder" in [button.label for button in again.at.button]
    again.press("close")
    assert again.title == "Juni 2026 is afgesloten met 1 besluit en 1 actie."
    assert r"Bel \*\*de tien\*\* grootste klanten" in again.words

    again.press("reopen")
    assert "Maandronde juni 2026" in again.words


def test_a_decision_is_undone_on_the_page(sample):
    app = sample("en").see("round").press("begin")
    if "First what went well" in app.title:
        app.press("next")
    kpi = here(app)
    app.at.radio(key=f"round_{kpi}_choice").set_value("go_on").run()
    if not app.at.selectbox(key=f"round_{kpi}_owner").value:
        app.at.selectbox(key=f"round_{kpi}_owner").set_value("Sanne").run()

    app.press(f"undo_{kpi}")

    assert app.at.radio(key=f"round_{kpi}_choice").value is None


@pytest.mark.parametrize(("lang", "kind"), [("nl", "Kwartaalronde"), ("en", "Quarter round")])
def test_a_quarter_has_its_own_round(sample, lang, kind):
    app = sample(lang).see("round", grain="quarter")

    assert kind in app.words
    assert "2026" in app.title
