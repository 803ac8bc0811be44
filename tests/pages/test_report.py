"""The page to hand over from: what is open with the way to it, everything with one button, a name and a logo."""

import pytest

from kpi_core import work
from kpi_core.store import open_store
from kpi_core.texts import LANGS, say
from kpi_core.work import packed
from tests.export.pictures import png
from tests.pages.conftest import TODAY


def buttons(app):
    return {button.key: button for button in app.at.button}


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_open_is_said_with_the_way_to_it(sample, lang):
    app = sample(lang).see("report")
    still = sum("radio_button_unchecked" in entry.value for entry in app.at.markdown)

    assert app.title == say("page.report.title", lang, n=still, count=still)
    assert still > 1
    assert [key for key, button in buttons(app).items() if button.proto.type == "primary"] == ["pack_make"]
    assert len(app.at.get("download_button")) == len(packed.PARTS)
    assert buttons(app)["ready_target"].label == say("page.report.go.targets", lang)
    app.press("ready_target")
    assert app.at.query_params["kpi"] == "customer_retention_rate"


def test_one_press_makes_everything_and_a_change_makes_it_old(sample, monkeypatch):
    monkeypatch.setattr(packed, "PARTS", tuple(part for part in packed.PARTS if part.id in ("agenda", "gaps")))
    app = sample("nl").see("report").press("pack_make")

    assert "pack_make" not in buttons(app)
    assert f"Overdracht Fietshuis De Spaak {TODAY}" in app.words.replace("\\", "")
    app.type("report_client", "De *Spaak*")
    assert "pack_make" in buttons(app)


def test_a_logo_can_be_given_and_taken_away(sample):
    app = sample("nl").see("report")
    opened = open_store()
    work.set_logo(opened, app.at.session_state["workspace"], png(40, 20))
    opened.close()
    app.at.run()
    app.press("logo_remove")
    assert "logo_remove" not in buttons(app)


@pytest.mark.parametrize("lang", LANGS)
def test_without_data_it_says_what_is_missing(empty, lang):
    app = empty(lang).see("report")

    assert app.title == say("page.report.empty", lang)
    assert app.at.button[0].label == say("page.nodata.do", lang)
